"""Fails when a type stands in two headers below tests/ under one name of namespace tocsin::tests.

    one_name_in_tests.py ROOT
    one_name_in_tests.py --can-fail

Two such headers may not meet in one program (one-definition rule), and a reader takes one for the other.
"""

import collections
import pathlib
import re
import sys
import tempfile

NAMESPACE = re.compile(r"^namespace (\S+) \{$(.*?)^\}  // namespace \1$", re.MULTILINE | re.DOTALL)
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^;]*| *)\{?[^;]*$", re.MULTILINE)


def types_of(text):
    """Names that begin a line: those of the namespace itself, as clang-format indents all others."""
    for name, body in NAMESPACE.findall(text):
        if name == "tocsin::tests":
            yield from TYPE.findall(body)


def duplicates(root):
    places = collections.defaultdict(list)
    for path in sorted((root / "tests").rglob("*.hpp")):
        for name in types_of(path.read_text()):
            places[name].append(str(path.relative_to(root)))
    return {name: paths for name, paths in places.items() if len(paths) > 1}


def can_fail():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        (root / "tests").mkdir()
        header = "namespace tocsin::tests {\n\nstruct FakeAlerts : ports::Alerts {\n  struct Row {};\n};\n\n" \
                 "}  // namespace tocsin::tests\n"
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
