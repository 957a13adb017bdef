"""The watch that other tests hold by, seen failing."""

import time

import pytest

from tests.timing import takes_at_most


def _busy(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_what_is_slow_each_time_fails() -> None:
    with pytest.raises(AssertionError, match="seconds of CPU"):
        takes_at_most(0.01, lambda: _busy(0.02))


def test_what_is_slow_once_passes() -> None:
    turns = iter((0.05, 0.0))
    takes_at_most(0.04, lambda: _busy(next(turns)))
