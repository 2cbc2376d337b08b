"""Many rules: how they are loaded, what they cost in memory and at the next start, and whether a
change of one makes anybody wait."""

import concurrent.futures
import dataclasses
import json
import statistics
import subprocess
import time

from program import request
from throughput import Load, announce


def load(program, shape, *endpoints):
    """The rules of a shape such as 100x288 (clients x rules of each); returns how long that took."""
    command = [program.binary, "generate", "--url", f"http://127.0.0.1:{program.port}",
               "--rules", shape]
    for endpoint in endpoints:
        command += ["--endpoints", endpoint]
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   timeout=300)
    return time.monotonic() - began


@dataclasses.dataclass(frozen=True)
class Changes:
    made: int
    p50_ms: float
    longest_ms: float


class Changer:
    """Gives rules another name, one after another, until it is told to stop."""

    def __init__(self, program):
        self._program = program
        self._is_over = False

    def stop(self):
        self._is_over = True

    def run(self):
        connection = self._program.connect()
        listed = request(connection, "GET", "/v1/rules?limit=500")
        rules = json.loads(listed)["rules"]
        times_ms = []
        while not self._is_over:
            rule = rules[len(times_ms) % len(rules)]
            wish = {"severity": rule["severity"], "source": rule["source"],
                    "name": f"changed-{len(times_ms)}", "version": rule["version"]}
            began = time.monotonic()
            answer = request(connection, "PUT", f"/v1/rules/{rule['rule_id']}",
                             json.dumps(wish).encode())
            times_ms.append(1e3 * (time.monotonic() - began))
            rule["version"] = json.loads(answer)["version"]
            time.sleep(0.002)
        connection.close()
        return Changes(len(times_ms), statistics.median(times_ms), max(times_ms))


def wait_while_changed(program, seconds):
    """One alert after another on one connection, first in peace and then while rules are changed.
    Nobody wants to hear of them: what is measured is the wait for the writer and the disk."""
    announce(program, Load(1), seconds, seed=3, name="unwanted")  # what was loaded goes to the disk
    peace = announce(program, Load(1), seconds, seed=1, name="unwanted")
    changer = Changer(program)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        changing = pool.submit(changer.run)
        unrest = announce(program, Load(1), seconds, seed=2, name="unwanted")
        changer.stop()
        return peace, unrest, changing.result()
