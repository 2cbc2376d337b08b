"""Waiting for what must come true, and never for a guess of how long it takes."""

import time


def eventually(what, condition, deadline=10.0):
    """The first true result of the condition. Fails when there is none in `deadline` seconds."""
    ends_at = time.monotonic() + deadline
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > ends_at:
            raise AssertionError(f"not within {deadline} s: {what}")
        time.sleep(0.01)  # only paces the asking


def pause_until(moment):
    """Lets the clock reach a moment of time.time(): for schedules, and for a process that is down."""
    while (left := moment - time.time()) > 0:
        time.sleep(left)
