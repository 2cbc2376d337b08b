"""The figures that a proof ends with, one line each, beside their gates; `make prove` collects them."""

import os

IS_LONG = "TOCSIN_PROVE" in os.environ


def long_or_short(long, short):
    """How much is done: for a proof, or as one test among many."""
    return long if IS_LONG else short


def at_least(what, figure, gate):
    return f"{what} {figure:,} (>= {gate:,})", figure >= gate


def at_most(what, figure, gate):
    return f"{what} {figure:,} (<= {gate:,})", figure <= gate


def measured(line):
    """A time or a rate, which a machine that does something else spoils: a gate for proofs alone."""
    text, is_met = line
    return text, is_met or not IS_LONG


def prove(*lines):
    """Tells them all, and fails when one has missed its gate."""
    for text, is_met in lines:
        print(f"prove: {text}{'' if is_met else ' MISSED'}", flush=True)
    missed = [text for text, is_met in lines if not is_met]
    if missed:
        raise AssertionError(f"missed: {'; '.join(missed)}")
