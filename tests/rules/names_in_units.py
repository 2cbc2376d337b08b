#!/usr/bin/env python3
"""Fails when a name in an anonymous namespace stands in two sources of one target.

The sources of a target are compiled sixteen at a time (tocsin_together in cmake/options.cmake). A
second function of the same name, or one that a header declares, then hides the first without a
word from the compiler: a call may find another function than its author meant.

Run: names_in_units.py ROOT | names_in_units.py --can-fail
"""
import pathlib
import re
import sys

TARGETS = ("domain", "ports", "application", "main", "adapters/*")
# Their sources share names such as Verdict; here only a name that hides one of a header counts.
TESTS = ("tests/adapters/*", "tests/application", "tests/domain", "tests/contracts",
         "tests/simulation")
# What stands at the start of a line: a function, by its name, or a type or constant.
FUNCTION = re.compile(r"^(?!using|return|template|//|namespace|struct|class|enum|constexpr std::array)"
                      r"\w[\w:<>,*& ]*[ *&](\w+)\(", re.M)
VALUE = re.compile(r"^(?:struct|class|enum class|using|constexpr [\w:<>, ]+?) (\w+)(?= *[={]|;$)", re.M)


def anonymous(text):
    """The text of all anonymous namespaces."""
    return "\n".join(re.findall(r"^namespace \{\n(.*?)^\}  // namespace\n", text, re.M | re.S))


def names(text):
    return set(FUNCTION.findall(text)) | set(VALUE.findall(text))


def problems(sources, may_share=False):
    """sources: pairs of a path and its text, all of one target."""
    seen = {}
    for path, text in sources:
        for name in names(anonymous(text)):
            seen.setdefault(name, []).append(path)
    declared = {}
    for path, text in sources:
        if path.endswith(".hpp"):
            for name in FUNCTION.findall(text):
                declared[name] = path
    for name, paths in sorted(seen.items()):
        if len(paths) > 1 and not may_share:
            yield f"{name} stands in {' and '.join(sorted(paths))}"
        if name in declared and declared[name][:-4] != paths[0][:-4]:
            yield f"{name} of {paths[0]} hides the one of {declared[name]}"


def check(root):
    found = []
    for pattern in TARGETS + TESTS:
        for folder in sorted(root.glob(pattern)):
            sources = [(str(path.relative_to(root)), path.read_text())
                       for path in sorted(folder.rglob("*")) if path.suffix in (".cpp", ".hpp")]
            found += problems(sources, may_share=pattern in TESTS)
    return found


def can_fail():
    one = "namespace a {\nnamespace {\n\nint trimmed(int x) {\n  return x;\n}\n\n}  // namespace\n}\n"
    assert list(problems([("x.cpp", one), ("y.cpp", one)]))
    assert list(problems([("x.cpp", one), ("y.hpp", "int trimmed(char x);\n")]))
    assert not list(problems([("x.cpp", one), ("y.cpp", one.replace("trimmed", "cut"))]))


if __name__ == "__main__":
    if sys.argv[1:] == ["--can-fail"]:
        sys.exit(can_fail())
    lines = check(pathlib.Path(sys.argv[1]))
    print("\n".join(lines))
    sys.exit(1 if lines else 0)
