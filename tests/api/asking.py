"""What is asked of an operation: what it takes, what it must refuse, and what nobody should send."""

import json
from dataclasses import dataclass, field
from urllib.parse import quote

JSON = "application/json"
# What a request may hear that reached no operation, or never was one, whatever is documented.
UNROUTED = frozenset((400, 404, 405, 414, 431))
NO_BODY = object()


@dataclass
class Question:
    how: str
    method: str
    path: str
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    allowed: frozenset = frozenset()  # besides the documented; when `only`, nothing else
    only: bool = False
    must_fail: bool = False  # with a 4xx


class Asker:
    def __init__(self, document, maker, breaker, chance, tokens):
        """`tokens`: by (tenant, role)."""
        self.document = document
        self.maker = maker
        self.breaker = breaker
        self.chance = chance
        self.tokens = tokens
        self.versions = {}  # by id, of what must be told the version that it changes

    def questions(self, operation, count):
        """So many; a third of them good, a third bad and the rest hostile, in turns."""
        ways = (self.good, self.bad, self.hostile)
        for number in range(count):
            yield ways[number % 3](operation, number // 3)

    def good(self, operation, _=0):
        kind, body = self._good_body(operation)
        if operation.method == "PUT" and self.maker.coin(0.8):  # else it may not be the id of the path
            body = {name: one for name, one in body.items() if name not in ("id", operation.collection + "_id")}
        path = self._path(operation)
        if isinstance(body, dict) and "version" in body:
            known = (version for name, version in self.versions.items() if name and name in path)
            body["version"] = next(known, body["version"])
        return self._ask(operation, "good", path, body=_text(kind, body), kind=kind)

    def bad(self, operation, number):
        """One keyword of one of its schemas violated: another one each time."""
        kind, body = self._good_body(operation)
        ways = [(f"body {how}", None, broken) for how, broken in self._broken_bodies(operation, kind, body)]
        ways += [(f"?{one['name']} {how}", (one, broken), body) for one in operation.parameters
                 if one["in"] == "query"
                 for how, broken in self.breaker.breakages(one["schema"], self.maker.make(one["schema"]))
                 if isinstance(broken, str)]
        if not ways:
            return self.hostile(operation, number)
        how, parameter, body = self.chance.choice(ways)
        question = self._ask(operation, how, self._path(operation, parameter), body=_text(kind, body), kind=kind)
        question.must_fail = parameter is None
        return question

    def hostile(self, operation, number):
        ways = [self._foreign, self._nobody, self._without_role, self._other_method, self._odd_query,
                self._odd_headers]
        if "{" in operation.path:
            ways += [self._odd_path] * 2
        if JSON in operation.bodies:
            ways += [self._odd_body] * 8
        else:
            ways.append(self._uninvited_body)
        return ways[number % len(ways)](operation)

    def _ask(self, operation, how, path, body=None, kind=JSON, token=("ours", "admin"), **more):
        headers = {"Authorization": f"Bearer {self.tokens[token]}"} if token else {}
        if body is not None:
            headers["Content-Type"] = kind
        return Question(how, operation.method, path, headers, body, **more)

    def _good_body(self, operation):
        """(content type, value); a value per line when they are lines."""
        if not operation.bodies or not operation.is_body_required and self.maker.coin(0.3):
            return JSON, NO_BODY
        kind = self.chance.choice(list(operation.bodies))
        schema = operation.bodies[JSON]
        if kind != JSON:
            schema = next(one for one in (schema, *schema.get("oneOf", ())) if "array" in one.get("type", ()))
        return kind, self.maker.make(schema)

    def _broken_bodies(self, operation, kind, body):
        if kind != JSON or JSON not in operation.bodies:
            return ()
        schema = operation.bodies[JSON]
        if "array" in schema.get("type", ()):
            return [(how, broken) for how, broken in self.breaker.breakages(schema, body)
                    if not isinstance(broken, (list, dict))]  # what is wrong with one item is told of it
        if "oneOf" in schema:
            schema, body = schema["oneOf"][0], self.maker.make(schema["oneOf"][0])
        if body is NO_BODY:
            body = self.maker.make(schema)
        ways = self.breaker.breakages(schema, body)
        return [way for way in ways if not ("oneOf" in operation.bodies[JSON] and isinstance(way[1], list))]

    def _path(self, operation, parameter=None, name=None):
        path, query = operation.path, []
        for one in operation.parameters:
            value = self._argument(operation, one)
            if one["in"] == "path":
                path = path.replace("{%s}" % one["name"], quote(str(value), safe="") if name is None else name)
            elif parameter and parameter[0] is one:
                query.append(f"{one['name']}={quote(parameter[1], safe='')}")
            elif one.get("required") or self.maker.coin(0.3) or one["name"].endswith("_id") and self.maker.coin():
                query.append(f"{one['name']}={quote(str(value), safe='')}")
        if path.startswith("/v1/") and self.maker.coin(0.1):
            path = self.chance.choice(("/api", "/api/v1")) + path.removeprefix("/v1")
        return path + ("?" + "&".join(query) if query else "")

    def _argument(self, operation, parameter):
        if "example" in parameter and self.maker.coin():
            return parameter["example"]
        name = parameter["name"]
        return self.maker.make(parameter["schema"], operation.collection if name == "id" else name)

    def _foreign(self, operation):
        kind, body = self._good_body(operation)
        return self._ask(operation, "another tenant's token", self._path(operation), _text(kind, body), kind,
                         token=("theirs", "admin"))

    def _nobody(self, operation):
        allowed = frozenset(operation.responses) if not operation.roles else frozenset((401,))
        question = self._ask(operation, "no token", self._path(operation), b"{}", token=None,
                             allowed=allowed, only=True)
        question.headers["Authorization"] = self.chance.choice(("", "Bearer", "Bearer x", "Basic eDp5", "\u00ff"))
        return question

    def _without_role(self, operation):
        closed = [role for tenant, role in self.tokens if tenant == "ours" and role not in operation.roles]
        if not operation.roles or not closed:
            return self._nobody(operation)
        return self._ask(operation, "a role that may not", self._path(operation), b"{}",
                         token=("ours", self.chance.choice(closed)), allowed=frozenset((403,)), only=True)

    def _other_method(self, operation):
        question = self._ask(operation, "another method", self._path(operation), allowed=frozenset((405,)), only=True)
        question.method = self.chance.choice(("PATCH", "TRACE", "OPTIONS", "BREW", "get", "X" * 500))
        return question

    def _odd_query(self, operation):
        path = self._path(operation)
        names = [one["name"] for one in operation.parameters] or ["limit", "cursor"]
        value = self.chance.choice((
            "", "%00", "%zz", "%", "%ff%fe", "-1", "0", "9" * 400, "1e5", "1.5", "NaN", "AAAA", "x" * 5000,
            "../../etc/passwd", "%ED%A0%80", quote("日本語"), "'%20or%201=1--", "[]", "%7B%7D", "true"))
        name = self.chance.choice((*names, *names, "unknown", "", "%00", "__proto__", "x" * 3000))
        odd = f"{name}={value}" + self.chance.choice(("", "", f"&{name}={value}", "&", "&&==", "&=x", "&" * 200))
        return self._ask(operation, "an odd query", path + ("&" if "?" in path else "?") + odd,
                         self._body_of(operation), allowed=frozenset((400, 404, 414, 431)))

    def _odd_path(self, operation):
        name = self.chance.choice((
            "%00", "a%00b", "..", "../..", "%2e%2e%2f%2e%2e", "%2F", "a/b", "", "%", "%zz", "%ff", "%C0%AF",
            "%ED%A0%80", quote("日本語"), quote("👩‍🚒"), "x" * 200, "x" * 9000, "%20", "+", ";a=b", "-", "null",
            "00000000-0000-0000-0000-000000000000", "9" * 40, "%25%30%30", "*", "'", "{id}", "%0d%0aX:%20y"))
        return self._ask(operation, "an odd path", self._path(operation, name=name), self._body_of(operation),
                         allowed=UNROUTED)

    def _odd_headers(self, operation):
        odd = self.chance.choice((
            {"Content-Type": "text/plain"}, {"Content-Type": ""}, {"Content-Type": "application/json; charset=utf-16"},
            {"Content-Type": "multipart/form-data; boundary=x"}, {"Content-Type": "a" * 3000},
            {"Content-Encoding": "gzip"}, {"Content-Encoding": "identity"}, {"Accept": "text/html"},
            {"Accept-Encoding": "gzip;q=1, *;q=0"}, {"Range": "bytes=0-0"}, {"If-None-Match": "*"},
            {"X-Forwarded-For": "::1"}, {"X": "y" * 9000}, {f"X-{n}": "y" for n in range(150)},
            {"Cookie": "\u00e9\u00ff"}, {"X-HTTP-Method-Override": "DELETE"}))
        question = self._ask(operation, "odd headers", self._path(operation), self._body_of(operation),
                             allowed=frozenset((431,)))
        question.headers.update(odd)
        return question

    def _uninvited_body(self, operation):
        body = self.chance.choice((b"{}", b"x", b"[" * 10_000, b"\0" * 100))
        return self._ask(operation, "a body nobody asked for", self._path(operation), body,
                         allowed=frozenset((400, 413)))

    def _odd_body(self, operation):
        body = self._body_of(operation)
        how, odd = self.chance.choice(_odd_texts(body, self.chance))
        return self._ask(operation, how, self._path(operation), odd)

    def _body_of(self, operation):
        if JSON not in operation.bodies:
            return None
        return _text(JSON, self.maker.make(operation.bodies[JSON]))


def _text(kind, body):
    if body is NO_BODY:
        return None
    if kind != JSON:
        return "".join(json.dumps(line) + "\n" for line in body).encode()
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _odd_texts(body, chance):
    """(what is odd, the text), made of a good body."""
    at = chance.randrange(len(body))
    into = body.rstrip(b"}")  # an object, mostly
    value = chance.choice((
        b"1e400", b"-1e400", b"1e-400", b"-0", b"1" + b"0" * 5000, b"0." + b"1" * 5000, b"18446744073709551616",
        b"NaN", b"Infinity", b"-Infinity", b"01", b"+1", b".5", b"1.", b"0x10", b"'x'", b"undefined", b"True",
        b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\u0000"', b'"\xff\xfe"', b'"\xed\xa0\x80"', b'"\xc0\x80"', b'"\x00"',
        b'"\x01"', b'"\\x41"', b'"' + b"x" * (1 << 20) + b'"', b"[" * 31 + b"]" * 31, b"[" * 33 + b"]" * 33,
        b'{"a":' * 40 + b"1" + b"}" * 40, b"[" * 100_000, b'{"":' * 20_000))
    name = chance.choice((b"odd", b"id", b"name", b"value", b"__proto__", b"", b"\\u0000", b"x" * 5000))
    return (
        ("an odd value", into + b', "' + name + b'": ' + value + b"}"),
        ("an odd value", b'{"' + name + b'": ' + value + b"}"),
        ("an odd value", value),
        ("members twice", into + b"," + body[1:] if len(body) > 2 else b'{"a":1,"a":1}'),
        ("cut off", body[:at]),
        ("a byte changed", body[:at] + bytes((chance.randrange(256),)) + body[at + 1:]),
        ("a byte removed", body[:at] + body[at + 1:]),
        ("something behind it", body + chance.choice((b"x", b"{}", b",", b"\0", b"]", body))),
        ("a byte order mark", b"\xef\xbb\xbf" + body),
        ("UTF-16", body.decode(errors="replace").encode("utf-16")),
        ("nothing", b""),
        ("blanks", b" \t\r\n" * 5000 + body),
        ("too large", b" " * (9 << 20) if chance.random() < 0.1 else b" " * (300 << 10) + body),
        ("a comment", b"/* */" + body),
        ("many members", b"{" + b",".join(b'"k%d":%d' % (n, n) for n in range(2000)) + b"}"),
        ("a list", b"[" + b",".join([body] * 3) + b",null,1,{}]"),
    )
