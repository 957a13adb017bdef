"""How far long work has come: one line on stderr that is written over, where somebody looks at it."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIDTH = 24  # characters of the bar
_REST = 0.1  # seconds between two looks at it


class Progress:
    """Called with what is under way, how much of it is done, and of how much; `end` clears the line."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._is_seen = self._out.isatty()
        self._again_at = 0.0
        self._is_written = False

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if not self._is_seen or (done < of and now < self._again_at):
            return
        self._again_at = now + _REST
        self._is_written = True
        self._out.write(f"\r\033[K{bar(what, done, of)}")
        self._out.flush()

    def end(self) -> None:
        if self._is_written:
            self._out.write("\r\033[K")
            self._out.flush()


def bar(what: str, done: int, of: int) -> str:
    """ "media  [######------------------]  25 %  1/4"."""
    full = _WIDTH * done // of if of else _WIDTH
    percent = 100 * done // of if of else 100
    return f"{what:<12} [{'#' * full}{'-' * (_WIDTH - full)}] {percent:>3} %  {done}/{of}"
