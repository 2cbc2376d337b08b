"""Values that a schema takes: of everything that it allows a little."""

import copy
import datetime
import re._parser as patterns
import string
import uuid
from re._constants import (ANY, AT, BRANCH, IN, LITERAL, MAX_REPEAT, NEGATE, NOT_LITERAL, RANGE,
                           SUBPATTERN)

_KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")
_TEXTS = ("a", "x y", "é", "日本語", "👩‍🚒", "e\u0301", "\u202eabc", "\u2028", "{{org_id}}", "'; --", "%s%n",
          "\\", "\"", "\t", "null", "0", "<b>", "../..", "a\nb", "\u007f", "\ufffd", "\U0010ffff")


class Maker:
    def __init__(self, document, chance, memory):
        """`memory` has by member what the program was heard to call things."""
        self.document = document
        self.chance = chance
        self.memory = memory

    def make(self, schema, name=""):
        for _ in range(10):
            value = self._value(schema, name)
            if self.document.is_valid(value, schema):
                return value
        return self._example(schema)

    def coin(self, probability=0.5):
        return self.chance.random() < probability

    def _example(self, schema):
        examples = (self.document.resolve(schema) or {}).get("examples")
        if examples is None:
            raise AssertionError(f"nothing to be made of {schema}")
        return copy.deepcopy(self.chance.choice(examples))

    def _value(self, schema, name=""):
        schema = self.document.resolve(schema)
        if schema is True or not schema:
            return self._anything()
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        for choices in (schema.get("oneOf"), schema.get("anyOf")):
            if choices:
                return self._value(self.chance.choice(choices), name)
        if "type" not in schema and len(schema.get("allOf", ())) == 1 and "if" not in schema:
            return self._value(schema["allOf"][0], name)
        known = self.memory.get(name.removeprefix("monitored_"))
        if known and self.coin(0.8):
            return known[-1 - min(int(self.chance.expovariate(0.3)), len(known) - 1)]  # a late one
        return getattr(self, "_" + self._kind(schema))(schema)

    def _kind(self, schema):
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        if isinstance(kinds, list):
            kinds = self.chance.choice(kinds)
        return kinds

    def _anything(self, depth=0):
        kind = self.chance.choice(_KINDS if depth < 2 else _KINDS[:5])
        if kind == "array":
            return [self._anything(depth + 1) for _ in range(self.chance.randrange(3))]
        if kind == "object":
            return {self.chance.choice(string.ascii_lowercase): self._anything(depth + 1)
                    for _ in range(self.chance.randrange(3))}
        return getattr(self, "_" + kind)({})

    def _null(self, _):
        return None

    def _boolean(self, _):
        return self.coin()

    def _integer(self, schema):
        least = schema.get("minimum", -1000)
        most = schema.get("maximum", max(least, 0) + 1000)
        near = self.chance.randint(least, min(most, least + 10))
        return self.chance.choice((least, most, near, near, self.chance.randint(least, most)))

    def _number(self, schema):
        value = self._integer({key: int(schema[key]) for key in ("minimum", "maximum") if key in schema})
        value += int("exclusiveMinimum" in schema)
        return self.chance.choice((value, float(value)))

    def _string(self, schema):
        if schema.get("format") in _FORMATS:
            return _FORMATS[schema["format"]](self.chance)
        if "pattern" in schema and schema["pattern"] != "^[^#]*$":
            return self._matching(patterns.parse(schema["pattern"]))
        least, most = schema.get("minLength", 0), schema.get("maxLength", 1000)
        size = self.chance.choice((least, least + 1, least + 8, least + 30, most if self.coin(0.2) else least + 3))
        text = ""
        while len(text) < min(size, most):
            text += self.chance.choice(_TEXTS) if self.coin(0.3) else self.chance.choice(string.ascii_letters)
        return text[:most]

    def _matching(self, parsed):
        return "".join(self._one(word, what) for word, what in parsed)

    def _one(self, word, what):
        if word is LITERAL:
            return chr(what)
        if word is AT:
            return ""
        if word is ANY or word is NOT_LITERAL:
            return "x"
        if word is SUBPATTERN:
            return self._matching(what[-1])
        if word is BRANCH:
            return self._matching(self.chance.choice(what[1]))
        if word is MAX_REPEAT:
            least, most, repeated = what
            most = min(int(most), least + 12)
            return "".join(self._matching(repeated) for _ in range(self.chance.randint(least, most)))
        if word is IN:
            return self._among(what)
        raise AssertionError(f"a pattern with {word} {what}")

    def _among(self, choices):
        if choices[0][0] is NEGATE:
            return self.chance.choice("abcxyz019")
        word, what = self.chance.choice(choices)
        if word is RANGE:
            return chr(self.chance.randint(*what))
        return chr(what) if word is LITERAL else "w"

    def _array(self, schema):
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", 3), least + 3)
        items = [self._value(schema.get("items", True)) for _ in range(self.chance.randint(least, most))]
        if schema.get("uniqueItems"):
            return [item for n, item in enumerate(items) if item not in items[:n]]
        return items

    def _object(self, schema):
        if schema.get("examples") and self.coin(0.35):
            return self._example(schema)
        made = {}
        self._enforce(made, schema, {})
        if schema.get("additionalProperties") is not False and self.coin(0.3):
            made["free"] = self._value(schema.get("additionalProperties", True))
        return made

    def _enforce(self, made, schema, known):
        """Adds to an object what one of its schemas wants, and takes away what it does not."""
        schema = self.document.resolve(schema)
        own = schema.get("properties", {})
        known = {**known, **{name: one for name, one in own.items() if one is not False}}
        required = schema.get("required", ())
        for name, one in own.items():
            if one is False:
                made.pop(name, None)
            elif name in required or name in made or self.coin(0.4):
                made[name] = self._value(one if self.document.says_something(one) else known[name], name)
        for name in required:
            if name not in made:
                made[name] = self._value(known.get(name, True), name)
        for one in schema.get("allOf", ()):
            self._enforce(made, one, known)
        if "if" in schema:
            branch = "then" if self.document.is_valid(made, schema["if"]) else "else"
            self._enforce(made, schema.get(branch, {}), known)


def _date_time(chance):
    now = datetime.datetime.now(datetime.timezone.utc)
    moment = now + datetime.timedelta(seconds=chance.uniform(-7200, 120))
    return moment.isoformat(timespec=chance.choice(("seconds", "milliseconds"))).replace("+00:00", "Z")


# Whatever is told there is told to nobody: the port discards.
_FORMATS = {
    "date-time": _date_time,
    "uuid": lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
    "uri": lambda chance: f"http://127.0.0.1:9/{chance.randrange(1000)}",
    "email": lambda chance: f"nobody{chance.randrange(1000)}@example.invalid",
}
