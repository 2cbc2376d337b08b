"""Crashes the built program on purpose, by all tests or those of the modules that are named:

    TOCSIN_BINARY=build/release/main/tocsin python3 tests/crash [-v] [test_kill …]

TOCSIN_PROVE=1 makes each as long as a proof needs, and holds what it measures against its gates.
"""

import pathlib
import sys

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here.parent / "e2e"))

from support.main import run_tests

run_tests(here)
