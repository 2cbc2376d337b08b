"""Runs the end-to-end tests, all of them or those of the modules that are named:

    TOCSIN_BINARY=build/dev/main/tocsin python3 tests/e2e [-v] [test_paging …]
"""

import pathlib
import sys
import unittest

here = str(pathlib.Path(__file__).parent)
options = [word for word in sys.argv[1:] if word.startswith("-")]
named = [word for word in sys.argv[1:] if not word.startswith("-")]
sys.path.insert(0, here)
if named:
    unittest.main(module=None, argv=["tests/e2e", *options, *named])
else:
    unittest.main(module=None, argv=["tests/e2e", "discover", "-s", here, *options])
