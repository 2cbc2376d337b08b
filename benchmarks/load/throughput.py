"""Events a second and how long each is waited for, by wrk."""

import dataclasses
import json
import pathlib
import re
import subprocess

SCRIPT = pathlib.Path(__file__).with_name("events.lua")


@dataclasses.dataclass(frozen=True)
class Load:
    connections: int
    batch: int = 1  # events in a request
    keys: int = 0  # that repeat; 0: every event is a new alert


@dataclasses.dataclass(frozen=True)
class Throughput:
    events_per_second: float
    p50_ms: float
    p99_ms: float
    refused: int  # answers that were not a 2xx
    broken: int  # connections that failed, answers that never came


def measure(program, load, seconds):
    """One thread sends: the program is to have the rest of the machine."""
    run = f"c{load.connections}-b{load.batch}"
    command = ["wrk", "--threads", "1", "--connections", load.connections, "--duration",
               f"{seconds}s", "--timeout", "10s", "--script", SCRIPT,
               f"http://127.0.0.1:{program.port}", "--", run, load.batch, load.keys]
    output = subprocess.run([str(word) for word in command], check=True, text=True,
                            stdout=subprocess.PIPE, timeout=seconds + 30).stdout
    found = json.loads(re.search(r"^RESULT (.*)$", output, re.MULTILINE)[1])
    return Throughput(
        events_per_second=found["requests"] * load.batch / found["seconds"],
        p50_ms=found["p50_ms"], p99_ms=found["p99_ms"],
        refused=found["refused"], broken=found["broken"])
