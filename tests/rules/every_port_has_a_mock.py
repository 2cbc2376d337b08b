"""Fails when an interface below ports/ has no mock below tests/fakes/mocks/, or a mock has no port.

    every_port_has_a_mock.py ROOT
    every_port_has_a_mock.py --can-fail
"""

import pathlib
import re
import sys
import tempfile

CLASS = re.compile(r"^(?:class|struct) (\w+)[^;{]*\{(.*?)^\};", re.MULTILINE | re.DOTALL)
PURE = re.compile(r"virtual [^;]*= 0;")
MOCKED = re.compile(r"^struct Mock\w+ :\s+(?:\S*mock_interface<)?ports::(\w+)",
                    re.MULTILINE)


def ports(root):
    return {name
            for path in (root / "ports").rglob("*.hpp")
            for name, body in CLASS.findall(re.sub(r"//.*", "", path.read_text()))
            if PURE.search(body)}


def mocked(root):
    return {name
            for path in (root / "tests" / "fakes" / "mocks").rglob("*.hpp")
            for name in MOCKED.findall(path.read_text())}


def complaints(root):
    there, with_mock = ports(root), mocked(root)
    return sorted([f"ports::{name} has no mock" for name in there - with_mock]
                  + [f"ports::{name} has a mock and is no port" for name in with_mock - there])


def can_fail():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        (root / "ports").mkdir()
        (root / "tests" / "fakes" / "mocks").mkdir(parents=True)
        interface = "class {} {{\n  virtual int\n  of(int) = 0;\n}};\n"
        clock = interface.format("Clock") + "struct Row {\n};\n"
        (root / "ports" / "clock.hpp").write_text(clock)
        mock = root / "tests" / "fakes" / "mocks" / "kernel.hpp"
        mock.write_text("struct MockClock : mock_interface<ports::Clock> {\n};\n")
        assert complaints(root) == []
        (root / "ports" / "timers.hpp").write_text(interface.format("Timers"))
        assert complaints(root) == ["ports::Timers has no mock"]
        mock.write_text("struct MockRow : ports::Row {\n};\n")
        assert complaints(root) == ["ports::Clock has no mock",
                                    "ports::Row has a mock and is no port",
                                    "ports::Timers has no mock"]


def main():
    if sys.argv[1] == "--can-fail":
        return can_fail()
    root = pathlib.Path(sys.argv[1])
    found = complaints(root)
    print("\n".join(found) if found else f"{len(ports(root))} ports, each with a mock")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
