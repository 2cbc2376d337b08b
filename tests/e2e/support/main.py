"""Runs the tests of a directory, all of them or those of the modules that are named."""

import sys
import unittest


def run_tests(directory):
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    sys.path.insert(0, str(directory))
    if named:
        unittest.main(module=None, argv=[str(directory), *options, *named])
    else:
        unittest.main(module=None, argv=[str(directory), "discover", "-s", str(directory), *options])
