"""How many instructions each hot path takes an event, by callgrind, beside what it took when that was
last agreed upon (baseline.json). More than a tenth up fails, and names the function that grew."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import callgrind

PATHS = ("ingest_new", "ingest_repeat", "group_child", "page", "match", "log_line", "signal")
KEPT_PATHS = ("group_child", "page", "acknowledge", "record_attempt")  # over the real ledger, with the journal
BASELINE = pathlib.Path(__file__).with_name("baseline.json")
ALLOWED = 0.10  # of growth
KEPT = 0.02  # of a path: functions that take less are not in the baseline
# Who walks the path: of these nobody wants to hear that they have grown.
WALKERS = re.compile(r"main$|\(below main\)|0x|__libc_start|\(anonymous namespace\)::(run|walk)|"
                     r".*tocsin::benchmarks::")
SECONDS = 120  # for one path

# What the C library would choose by the processor it finds itself on.
TUNABLES = ("glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-AVX_Fast_Unaligned_Load,"
            "-ERMS,-FSRM,-RTM,-BMI1,-BMI2,-LZCNT,-MOVBE")


def count(binary, path, is_kept):
    """Instructions an event, and those in each function and what it calls."""
    with tempfile.TemporaryDirectory(prefix="tocsin-instructions-") as directory:
        output = pathlib.Path(directory, "out")
        command = ["valgrind", "--tool=callgrind", "--collect-atstart=no",
                   f"--callgrind-out-file={output}", binary, path, *([directory] if is_kept else [])]
        # An empty environment, for its size moves the stack.
        ended = subprocess.run(command, text=True, capture_output=True, timeout=SECONDS,
                               env={"PATH": os.environ["PATH"], "GLIBC_TUNABLES": TUNABLES})
        if ended.returncode != 0:
            raise SystemExit(f"instructions: {path} ended with {ended.returncode}\n{ended.stderr}")
        events = int(ended.stdout)
        total, functions = callgrind.read(output.read_text())
    return {"instructions": round(total / events),
            "functions": {name: round(inclusive / events) for name, inclusive in functions.items()
                          if inclusive >= KEPT * total and not WALKERS.match(name)}}


def count_all(binary):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        ways = {path: (path, False) for path in PATHS}
        ways |= {f"{path} kept": (path, True) for path in KEPT_PATHS}
        return dict(zip(ways, pool.map(lambda way: count(binary, *way), ways.values())))


def compiler():
    output = subprocess.run(["c++", "--version"], check=True, text=True, stdout=subprocess.PIPE)
    return output.stdout.splitlines()[0]


def grown(before, now):
    """The functions in which half of the growth or more lies, the innermost first: who calls one that
    has grown has grown with it. One that was not in the baseline took less than KEPT then."""
    growth = now["instructions"] - before["instructions"]
    unknown = KEPT * before["instructions"]
    found = [(inclusive, inclusive - before["functions"].get(name, unknown), name)
             for name, inclusive in now["functions"].items()]
    return [(more, name) for _, more, name in sorted(found) if more >= growth / 2]


def compare(before, now):
    """Prints a line a path; says whether none has grown too much."""
    is_well = True
    print(f"{'instructions an event':<24}{'agreed':>12}{'now':>12}{'':>9}")
    for path, found in now.items():
        agreed = before[path]["instructions"]
        change = found["instructions"] / agreed - 1
        print(f"{path:<24}{agreed:>12,}{found['instructions']:>12,}{change:>+9.1%}")
        if change > ALLOWED:
            is_well = False
            for more, name in grown(before[path], found)[:3]:
                print(f"    {more:+,.0f} in {name}")
    return is_well


def main():
    parser = argparse.ArgumentParser(prog="instructions", description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true", help="agree upon what is counted now")
    options = parser.parse_args()

    now = count_all(options.binary)
    if options.update:
        BASELINE.write_text(json.dumps({"compiler": compiler(), "paths": now}, indent=1) + "\n")
    baseline = json.loads(BASELINE.read_text())
    if baseline["compiler"] != compiler():
        sys.exit(f"instructions: the baseline is of {baseline['compiler']}, this is {compiler()}; on "
                 "the agreed state of the sources: scripts/instructions.sh --update")
    if not compare(baseline["paths"], now):
        sys.exit("instructions: a path takes over a tenth more than agreed. If that is as it should "
                 "be, say why in the commit and run scripts/instructions.sh --update")


if __name__ == "__main__":
    main()
