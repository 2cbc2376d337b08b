"""Events a second and how long each is waited for, by wrk."""

import dataclasses
import json
import pathlib
import re
import subprocess

SCRIPTS = pathlib.Path(__file__).parent


@dataclasses.dataclass(frozen=True)
class Load:
    connections: int
    batch: int = 1  # events in a request
    keys: int = 0  # that repeat; 0: every event is a new alert


@dataclasses.dataclass(frozen=True)
class Throughput:
    events_per_second: float  # that were accepted
    p50_ms: float
    p99_ms: float
    longest_ms: float
    refused: int  # answers that were not a 2xx
    broken: int  # connections that failed, answers that never came
    accepted: int = 0  # events, in all


def measure(program, load, seconds):
    """Events for the event manager `bench`."""
    run = f"c{load.connections}-b{load.batch}"
    return send(program, "events.lua", load, seconds, [run, load.batch, load.keys])


def announce(program, load, seconds, seed, name=""):
    """Alerts of others; all of this name, if one is given."""
    return send(program, "announcements.lua", load, seconds, [load.batch, seed, name])


def send(program, script, load, seconds, arguments):
    """One thread sends: the program is to have the rest of the machine."""
    command = ["wrk", "--threads", "1", "--connections", load.connections, "--duration",
               f"{seconds}s", "--timeout", "10s", "--script", SCRIPTS / script,
               f"http://127.0.0.1:{program.port}", "--", *arguments]
    output = subprocess.run([str(word) for word in command], check=True, text=True,
                            stdout=subprocess.PIPE, timeout=seconds + 30).stdout
    found = json.loads(re.search(r"^RESULT (.*)$", output, re.MULTILINE)[1])
    accepted = (found["requests"] - found["refused"]) * load.batch
    return Throughput(
        events_per_second=accepted / found["seconds"], accepted=accepted,
        p50_ms=found["p50_ms"], p99_ms=found["p99_ms"], longest_ms=found["longest_ms"],
        refused=found["refused"], broken=found["broken"])
