"""The OpenAPI document of a running Tocsin with the schemas that it refers to, and what is valid by them."""

import datetime
import re
import uuid
from urllib.parse import urljoin, urlsplit

import jsonschema

METHODS = ("get", "put", "post", "delete")
_NOTHING_SAID = {"description", "title", "examples", "default", "readOnly", "$comment"}


class Operation:
    def __init__(self, method, path, said, shared, responses):
        self.method = method.upper()
        self.path = path
        self.name = said.get("operationId") or f"{self.method} {path}"
        self.roles = said["x-tocsin-roles"]
        self.parameters = shared + said.get("parameters", [])
        body = said.get("requestBody", {})
        self.bodies = {kind: content["schema"] for kind, content in body.get("content", {}).items()}
        self.is_body_required = body.get("required", False)
        self.responses = responses  # by status

    @property
    def is_plain(self):
        """Whether it is about a collection or an entry of it, and not about what it does or has."""
        return bool(re.fullmatch(r"/v1/[^/]+(/\{id\})?", self.path))

    @property
    def collection(self):
        """What the path is about: of /v1/event-managers/{id}, event_manager."""
        words = [word for word in self.path.split("/") if word and not word.startswith("{")]
        plural = words[min(1, len(words) - 1)].replace("-", "_")
        return re.sub("s$", "", re.sub("ies$", "y", plural))


class Document:
    def __init__(self, fetch):
        """`fetch` reads a path of the program as JSON."""
        self._texts = {}
        self._validators = {}
        self._load("/openapi.json", fetch)
        paths = self._texts["/openapi.json"]["paths"]
        by_id = {said["operationId"]: said for item in paths.values() for said in item.values()
                 if "operationId" in said}
        self.operations = [self._operation(path, method, item, by_id) for path, item in paths.items()
                           for method in METHODS if method in item]

    def resolve(self, schema):
        """Follows references; of what stands beside one, draft-07 takes no notice."""
        while isinstance(schema, dict) and "$ref" in schema:
            where = urlsplit(schema["$ref"])
            schema = self._texts[where.path]
            for word in where.fragment.split("/")[1:]:
                schema = schema[word.replace("~1", "/").replace("~0", "~")]
        return schema

    def is_valid(self, value, schema):
        return self._validator(schema).is_valid(value)

    def faults(self, value, schema):
        return [f"{error.json_path}: {error.message[:300]}"
                for error in self._validator(schema).iter_errors(value)]

    def says_something(self, schema):
        return not isinstance(schema, dict) or bool(set(self.resolve(schema)) - _NOTHING_SAID)

    def _load(self, path, fetch):
        text = _absolute(fetch(path), path)
        self._texts[path] = text
        for reference in _references(text):
            if urlsplit(reference).path not in self._texts:
                self._load(urlsplit(reference).path, fetch)

    def _operation(self, path, method, item, by_id):
        said = item[method]
        answers = by_id[said["x-tocsin-alias-of"]] if "x-tocsin-alias-of" in said else said
        responses = {int(status): self.resolve(response)
                     for status, response in answers["responses"].items()}
        shared = [self.resolve(parameter) for parameter in item.get("parameters", [])]
        said = {**said, "parameters": [self.resolve(one) for one in said.get("parameters", [])]}
        return Operation(method, path, said, shared, responses)

    def _validator(self, schema):
        # By identity: the schemas are parts of documents that live as long as this.
        if id(schema) not in self._validators:
            resolver = jsonschema.RefResolver("", schema, store=self._texts)
            self._validators[id(schema)] = schema, jsonschema.Draft7Validator(
                schema, resolver=resolver, format_checker=FORMATS)
        return self._validators[id(schema)][1]


def _absolute(value, base):
    """The same with references that name their document."""
    if isinstance(value, list):
        return [_absolute(one, base) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _absolute(one, base) for key, one in value.items() if key != "$id"}
    if isinstance(value.get("$ref"), str):
        made["$ref"] = urljoin(base, value["$ref"])
    return made


def _references(value):
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
    elif isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from _references(one)


FORMATS = jsonschema.FormatChecker(formats=())
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


@FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(text):
    if not isinstance(text, str):
        return True
    datetime.datetime.fromisoformat(text[:19].upper())
    return bool(_DATE_TIME.fullmatch(text))


@FORMATS.checks("uuid", raises=ValueError)
def _is_uuid(text):
    return not isinstance(text, str) or str(uuid.UUID(text)) == text.lower()


@FORMATS.checks("uri")
def _is_uri(text):
    return not isinstance(text, str) or bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]*$", text))


@FORMATS.checks("email")
def _is_email(text):
    return not isinstance(text, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", text))
