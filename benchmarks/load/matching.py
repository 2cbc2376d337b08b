"""What the index of rules costs alone, without a server: its micro-benchmarks."""

import json
import subprocess

# Exact patterns: what the documents' rules are, and for a match the same work as with wildcards.
CHOSEN = "^(match/.*wildcards:0|(build|swap)/.*fan_out:100)/"


class Matching:
    """The counters of each micro-benchmark, and real_time in a unit of its own."""

    def __init__(self, micro):
        command = [micro, f"--benchmark_filter={CHOSEN}", "--benchmark_format=json"]
        output = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, timeout=180).stdout
        self._found = {}
        for one in json.loads(output)["benchmarks"]:
            if one.get("error_occurred"):
                raise RuntimeError(f"{one['name']}: {one['error_message']}")
            self._found[one["name"].rpartition("/iterations")[0]] = one

    def match(self, rules, fan_out):
        return self._found[f"match/rules:{rules}/fan_out:{fan_out}/wildcards:0"]

    def build(self, rules, fan_out):
        return self._found[f"build/rules:{rules}/fan_out:{fan_out}"]

    def swap(self, rules, fan_out):
        return self._found[f"swap/rules:{rules}/fan_out:{fan_out}"]
