"""Runs the end-to-end tests, all of them or those of the modules that are named:

    TOCSIN_BINARY=build/dev/main/tocsin python3 tests/e2e [-v] [test_paging …]
"""

import pathlib
import sys

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))

from support.main import run_tests

run_tests(here)
