"""A small JSON client of one Tocsin; one connection that is kept alive, so one thread."""

import datetime
import http.client
import json
from urllib.parse import quote, urlencode

NOTHING = object()


def moment(text):
    """A time of the API as seconds since the epoch."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Answer:
    def __init__(self, asked, response, body):
        self.asked = asked
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def pointers(self):
        """Which fields a problem names."""
        return [error["pointer"] for error in self.json.get("errors", [])]

    def expect(self, *statuses):
        if self.status not in statuses:
            raise AssertionError(f"{self.asked}: expected {statuses}, got {self}")
        return self

    def __repr__(self):
        return f"{self.status} {self.body[:500]!r}"


class Client:
    def __init__(self, address, token=None, timeout=30):
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.connection = http.client.HTTPConnection(*address, timeout=timeout)

    def request(self, method, path, body=NOTHING, **headers):
        """The body is sent as it is when it is bytes, else as JSON; _ in a header's name is a dash."""
        sent = {**self.headers, **{name.replace("_", "-"): text for name, text in headers.items()}}
        if body is NOTHING:
            data = None
        else:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            try:
                self.connection.request(method, path, data, sent)
            except BrokenPipeError:
                pass  # refused before all of it was read; the answer says why
            response = self.connection.getresponse()
            return Answer(f"{method} {path[:200]}", response, response.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def get(self, path, **query):
        return self.request("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path, body=NOTHING):
        return self.request("POST", path, body)

    def put(self, path, body):
        return self.request("PUT", path, body)

    def delete(self, path):
        return self.request("DELETE", path)

    def alert(self, name, **query):
        """An alert by its id or its deduplication key."""
        return self.get(f"/v1/alerts/{quote(name, safe='')}", **query).expect(200).json

    def all(self, path, list_name=None, **query):
        """A whole list, page by page."""
        name = list_name or path.rpartition("/")[2].replace("-", "_")
        entries = []
        while True:
            page = self.get(path, limit=200, **query).expect(200).json
            entries += page[name]
            if "next_cursor" not in page:
                return entries
            query["cursor"] = page["next_cursor"]

    def close(self):
        self.connection.close()
