"""Values that a schema does not take, each wrong in one place and in one way."""

import copy

_ONE_OF_EACH = (None, True, -7, 1.5, "text", [], {})
_LONG = 70_000  # no text is made longer than this
_MANY = 300


class Breaker:
    def __init__(self, document, maker):
        self.document = document
        self.maker = maker

    def breakages(self, schema, value):
        """(what was done, the value with it), only such that the schema refuses."""
        for how, broken in self._ways(schema, value):
            if not self.document.is_valid(broken, schema):
                yield how, broken

    def _ways(self, schema, value):
        rules = self.document.resolve(schema)
        if not isinstance(rules, dict):
            return
        for key in ("oneOf", "anyOf"):
            for one in rules.get(key, ()):
                if self.document.is_valid(value, one):
                    yield from self._ways(one, value)
        for one in rules.get("allOf", ()):
            yield from self._ways(one, value)
        if "if" in rules:
            branch = "then" if self.document.is_valid(value, rules["if"]) else "else"
            yield from self._ways(rules.get(branch, {}), value)
        for other in _ONE_OF_EACH:
            if type(other) is not type(value):
                yield f"{type(other).__name__} in place of {type(value).__name__}", other
        ways = {str: _texts, int: _numbers, float: _numbers, list: self._lists, dict: self._objects}
        yield from ways.get(type(value), lambda *_: ())(rules, value)

    def _lists(self, rules, value):
        if rules.get("maxItems", _MANY) < _MANY:
            yield "too many", (value or [1]) * (rules["maxItems"] + 1)
        if rules.get("minItems", 0) > 0:
            yield "too few", value[:rules["minItems"] - 1]
        if rules.get("uniqueItems") and value:
            yield "twice the same", value + value[:1]
        for n, item in enumerate(value[:3]):
            for how, broken in self._ways(rules.get("items", True), item):
                yield f"/{n}: {how}", [*value[:n], broken, *value[n + 1:]]

    def _objects(self, rules, value):
        for name in rules.get("required", ()):
            yield f"without {name}", {key: one for key, one in value.items() if key != name}
        for name, one in rules.get("properties", {}).items():
            if one is False:
                yield f"with {name}", {**value, name: self.maker._anything()}
            elif name in value:
                for how, broken in self._ways(one, value[name]):
                    yield f"/{name}: {how}", {**copy.copy(value), name: broken}
        for name in ("unknown", "", "é", "a" * 2000):
            yield f"with {name[:20]!r}", {**value, name: 1}
        if "maxProperties" in rules:
            yield "too many members", {f"k{n}": "v" for n in range(rules["maxProperties"] + 1)}


def _texts(rules, value):
    if rules.get("maxLength", _LONG) < _LONG:
        yield "too long", (value or "x") + "x" * (rules["maxLength"] + 1 - len(value or "x"))
    if rules.get("minLength", 0) > 0:
        yield "too short", value[:rules["minLength"] - 1]
    if {"pattern", "format", "enum", "const"} & set(rules):
        for other in ("", " ", value + " ", value + "#", "\0" + value, value.swapcase() + "é", "x" * 3000):
            yield f"{other[:20]!r} in place of {value[:20]!r}", other


def _numbers(rules, value):
    for name, step in (("minimum", -1), ("maximum", 1), ("exclusiveMinimum", 0)):
        if name in rules:
            yield f"beyond the {name}", rules[name] + step
            yield f"far beyond the {name}", rules[name] + step * 10 ** 30
    yield "a fraction", value + 0.5
    yield "beyond 64 bits", 2 ** 64
