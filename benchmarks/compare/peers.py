"""The two programs that are compared, each with its own words for the same work."""

import dataclasses
import pathlib
from typing import Callable

import alertmanager
import tocsin

HERE = pathlib.Path(__file__).parent
CLASSES = 1_000
RARE_OF = 5_000  # one alert in so many is of the event manager `rare`
CRITICAL_OF = 50  # one in so many is critical


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    run: Callable  # run(mode, url): a server for a `with` block; see alertmanager.GROUPING
    script: pathlib.Path  # what wrk sends
    path: str  # where many alerts are sent at once
    single_path: str
    text: str  # an alert, to be filled in by held()

    def held(self, number):
        manager = "rare" if number % RARE_OF == 7 else "bench"
        severity = "critical" if number % CRITICAL_OF == 3 else "high"
        return self.text % (manager, severity, number % CLASSES, number)


def theirs(binary, disk):
    return Peer("Alertmanager", lambda mode, url=None: alertmanager.Alertmanager(binary, disk, mode, url),
                HERE / "alerts.lua", alertmanager.ALERTS, alertmanager.ALERTS, alertmanager.ALERT)


def ours(binary, disk):
    return Peer("Tocsin", lambda mode, url=None: tocsin.Tocsin(binary, disk, mode, url),
                HERE.parent / "load" / "events.lua", "/v1/events/batch", "/v1/events", tocsin.EVENT)
