"""Runs the program under strace, which makes a system call of its choice fail or fatal."""

import shutil
import subprocess
import unittest


def need_strace():
    if not shutil.which("strace"):
        raise unittest.SkipTest("strace is not installed; scripts/setup.sh installs it")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL).returncode:
        raise unittest.SkipTest("this machine lets nobody trace a process")


def injecting(call, what, when, trace):
    """The wrapper of a Tocsin, which writes down what it does. Each thread counts its own calls. The
    tracer stands aside (-D), so that the process is the program's own."""
    return ["strace", "-D", "-f", "-o", str(trace), "-e", f"trace={call}",
            "-e", f"inject={call}:{what}:when={when}"]
