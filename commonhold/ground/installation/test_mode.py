"""Test mode: what a co-op founded for tests allows. Nobody else knows; everybody asks here.

The mode is chosen at the founding and never changes. Asked of a real co-op, or of a demo, all answers are no.
"""

from __future__ import annotations

from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal


def is_on() -> bool:
    """Was this co-op founded with `--test-mode`?"""
    here = place()
    return here is not None and here.mode == Mode.TEST


def must_be_on(words: str) -> None:
    """Refuse with `words` unless this co-op was founded for tests."""
    if not is_on():
        raise Refusal(words)
