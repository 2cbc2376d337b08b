"""On what the figures were found."""

import os
import pathlib
import platform
import re
import statistics
import subprocess
import tempfile
import time

SYNCS = 300


def describe(disk, binaries):
    """A few lines: a figure without its machine says nothing."""
    lines = [f"{os.cpu_count()} cores ({processor()}), {memory_gib():.0f} GiB, "
             f"Linux {platform.release()}; the load generator and the sink run on them, too",
             f"disk: {filesystem(disk)}, append of 4 KiB and fdatasync p50 {sync_us(disk):.0f} µs",
             f"load average at the start: {os.getloadavg()[0]:.1f}"]
    return lines + [version(binary) for binary in binaries]


def processor():
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def filesystem(path):
    command = ["stat", "--file-system", "--format=%T", str(path)]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def sync_us(disk):
    taken = []
    with tempfile.TemporaryFile(dir=disk) as file:
        for _ in range(SYNCS):
            began = time.monotonic_ns()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            taken.append((time.monotonic_ns() - began) / 1e3)
    return statistics.median(taken)


def version(binary):
    output = subprocess.run([binary, "--version"], check=True, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT).stdout
    return output.splitlines()[0]
