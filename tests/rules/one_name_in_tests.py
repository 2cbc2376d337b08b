"""Fails when a type or a constant of namespace tocsin::tests stands in two headers below tests/.

    one_name_in_tests.py ROOT
    one_name_in_tests.py --can-fail

Two such headers may not meet in one program (one-definition rule), and a reader takes one for the
other.
"""

import collections
import pathlib
import re
import sys
import tempfile

NAMESPACE = re.compile(r"^namespace (\S+) \{$(.*?)^\}  // namespace \1$", re.MULTILINE | re.DOTALL)
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)\b(?! *;)", re.MULTILINE)
CONSTANT = re.compile(r"^inline const(?:expr)? \S+ (\w+)", re.MULTILINE)


def names_in(text):
    """Those of the namespace itself: clang-format indents all others."""
    for name, body in NAMESPACE.findall(text):
        if name == "tocsin::tests":
            yield from TYPE.findall(body) + CONSTANT.findall(body)


def duplicates(root):
    places = collections.defaultdict(list)
    for path in sorted((root / "tests").rglob("*.hpp")):
        for name in names_in(path.read_text()):
            places[name].append(str(path.relative_to(root)))
    return {name: paths for name, paths in places.items() if len(paths) > 1}


def can_fail():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        (root / "tests").mkdir()
        header = ("namespace tocsin::tests {\n\nclass Declared;\n\n"
                  "struct FakeAlerts : ports::Alerts {\n  struct Row {};\n};\n\n"
                  "}  // namespace tocsin::tests\n")
        (root / "tests" / "one.hpp").write_text(header)
        assert not duplicates(root)
        (root / "tests" / "two.hpp").write_text(header)
        assert duplicates(root) == {"FakeAlerts": ["tests/one.hpp", "tests/two.hpp"]}


def main():
    if sys.argv[1] == "--can-fail":
        return can_fail()
    found = duplicates(pathlib.Path(sys.argv[1]))
    for name, paths in sorted(found.items()):
        print(f"{name} stands in {' and '.join(paths)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
