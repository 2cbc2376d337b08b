"""The wall clock of one process, which a test moves: libfaketime stands before the system's."""

import glob
import pathlib
import tempfile


def faked(**how):
    """For a process to start in. How long something takes, it still measures truly."""
    library, = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    return {"LD_PRELOAD": library, "FAKETIME_DONT_FAKE_MONOTONIC": "1", **how}


def ahead(seconds):
    """The surroundings of a process whose clock is so far ahead of the true time for good."""
    return faked(FAKETIME=f"{seconds:+d}")


class WallClock:
    def __init__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="tocsin-e2e-")
        self._offset = pathlib.Path(self._directory.name) / "offset"
        self.set_back(0)

    def set_back(self, seconds):
        """Behind the true time, or before it when negative; at once, also for who runs already."""
        fresh = self._offset.with_suffix(".new")
        fresh.write_text(f"{-seconds:+d}\n")
        fresh.rename(self._offset)

    def environment(self):
        return faked(FAKETIME_TIMESTAMP_FILE=str(self._offset), FAKETIME_NO_CACHE="1")

    def close(self):
        self._directory.cleanup()
