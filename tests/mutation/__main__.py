"""Flips comparisons, branches, signs and connectives of the core, one at a time, and looks whether a unit test
notices:

    python3 tests/mutation BUILD [--sample N | --all] [--seed N] [--only domain/alert]

BUILD is a build directory in which the unit tests of domain and application are built. All mutants go into one
build, each behind a switch; a mutant meets only the tests that reach it. Those that no test can notice stand in
equivalent.txt, each with its reason, and do not count.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys

from sources import Source

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = ("domain_tests", "application_tests")
LIBRARIES = ("domain", "application")
SECONDS_MOST = 20  # a mutant that goes on for longer is noticed
GATE = 90  # percent


class Bench:
    """The core with all its mutants, and the test programs over it."""

    def __init__(self, build, only):
        self.build = pathlib.Path(build).resolve()
        self.room = self.build / "mutation"
        self.room.mkdir(exist_ok=True)
        commands = json.loads((self.build / "compile_commands.json").read_text())
        self.commands = {str(pathlib.Path(one["file"]).relative_to(ROOT)): shlex.split(one["command"])
                         for one in commands if str(one["file"]).startswith(str(ROOT))}
        paths = sorted(path for path in self.commands
                       if path.split("/")[0] in LIBRARIES and path.startswith(only))
        with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
            self.sources = list(pool.map(read_source, paths, [self._flags(path) for path in paths]))
        self.mutants = [mutant for source in self.sources for mutant in source.mutants]
        for number, mutant in enumerate(self.mutants):
            mutant.number = number

    def compile(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(self._compile_source, self.sources))
            subprocess.run(["c++", *self._flags("domain/alerting/alert.cpp"), "-c", HERE / "mutant.cpp",
                            "-o", self.room / "mutant.o"], check=True)
            self.programs = dict(zip(PROGRAMS, pool.map(self._link, PROGRAMS)))

    def reach(self):
        """By mutant, the tests that ask about it: (program, test)."""
        reached = collections.defaultdict(set)
        for name, program in self.programs.items():
            file = self.room / f"{name}.reached"
            found = subprocess.run([program, "--gtest_brief=1"], capture_output=True, text=True, cwd=self.room,
                                   env={**os.environ, "MUTANT_REACHED": str(file)})
            if found.returncode != 0:
                sys.exit(f"{name} fails without a mutant:\n{found.stdout[-3000:]}")
            for line in file.read_text().splitlines():
                test, *numbers = line.split(" ")
                for number in numbers:
                    reached[int(number)].add((name, test))
        return reached

    def notices(self, mutant, tests):
        """Whether one of the tests fails."""
        by_program = collections.defaultdict(list)
        for name, test in sorted(tests):
            by_program[name].append(test)
        return any(self._fails(mutant, name, chosen) for name, chosen in by_program.items())

    def _fails(self, mutant, name, tests):
        environment = {**os.environ, "MUTANT": str(mutant.number), "GTEST_FILTER": ":".join(tests)[:120_000],
                       "GTEST_FAIL_FAST": "1", "GTEST_BRIEF": "1", "GTEST_CATCH_EXCEPTIONS": "0"}
        try:
            return subprocess.run([self.programs[name]], env=environment, stdout=subprocess.DEVNULL, cwd=self.room,
                                  stderr=subprocess.DEVNULL, timeout=SECONDS_MOST).returncode != 0
        except subprocess.TimeoutExpired:
            return True

    def _flags(self, path):
        return [word for word in self.commands[path] if re.match("-(I|isystem|std|D|f(?!pch))", word)]

    def _object(self, source):
        return self.room / (source.path.replace("/", "-") + ".o")

    def _compile_source(self, source):
        """Leaves out the mutants that the compiler does not take."""
        file = self.room / source.path.replace("/", "-")
        for _ in range(8):
            text = source.written()
            if file.exists() and file.read_bytes() == text and self._object(source).exists():
                return
            file.write_bytes(text)
            self._object(source).unlink(missing_ok=True)
            made = subprocess.run(
                ["c++", *self._flags(source.path), "-O1", "-w", f"-I{ROOT}", "-include", HERE / "mutant.hpp",
                 "-c", file, "-o", self._object(source)], capture_output=True, text=True)
            if made.returncode == 0:
                return
            lines = {int(line) for line in re.findall(re.escape(str(file)) + r":(\d+):", made.stderr)}
            source.drop(lines)
            self.mutants = [one for one in self.mutants if one.source != source.path or one in source.mutants]
        sys.exit(f"{source.path} does not compile:\n{made.stderr[:3000]}")

    def _link(self, name):
        """As the build does, but with the mutated objects before the libraries: the first definition counts."""
        said = subprocess.run(["ninja", "-C", self.build, "-t", "commands", name], capture_output=True, text=True)
        link = re.search(rf"\S*c\+\+ [^&]* -o \S*/{name} [^&]*", said.stdout).group()
        linked = [library for library in LIBRARIES if f"{library}/lib{library}.a" in link]
        objects = [self._object(source) for source in self.sources if source.path.split("/")[0] in linked]
        words = shlex.split(link)
        output = words.index("-o") + 1
        words[output] = self.room / name
        words[output + 1:output + 1] = ["-Wl,-z,muldefs", *objects, self.room / "mutant.o"]
        subprocess.run(words, cwd=self.build, check=True)
        return self.room / name


def read_source(path, flags):
    return Source(ROOT, path, flags)


def equivalents():
    lines = (HERE / "equivalent.txt").read_text().splitlines()
    return {line.partition("  # ")[0].strip() for line in lines if line.strip() and not line.startswith("#")}


def arguments():
    parser = argparse.ArgumentParser(prog="tests/mutation", description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="sources whose path begins so")
    return parser.parse_args()


def main():
    asked = arguments()
    bench = Bench(asked.build, asked.only)
    bench.compile()
    reached = bench.reach()
    same = equivalents()
    candidates = [one for one in bench.mutants if one.name not in same]
    if not asked.all:
        candidates = random.Random(asked.seed).sample(candidates, min(asked.sample, len(candidates)))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        noticed = list(pool.map(lambda one: bench.notices(one, reached[one.number]), candidates))

    killed = sum(noticed)
    for mutant, was_noticed in sorted(zip(candidates, noticed), key=lambda pair: str(pair[0])):
        if not was_noticed:
            print(f"survived{'' if reached[mutant.number] else ', never reached'}: {mutant}")
    share = 100 * killed / max(1, len(candidates))
    print(f"prove: mutants of the core killed {killed} of {len(candidates)}, {share:.1f} % (>= {GATE} %), "
          f"of {len(bench.mutants)} that there are, seed {asked.seed}")
    return 0 if share >= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
