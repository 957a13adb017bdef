"""Test mode: what a co-op founded for tests allows. Nobody else knows; everybody asks here.

The mode is chosen at the founding and never changes. Three options of the environment loosen such a co-op
further (docs/adr/0017-test-mode.md); everywhere else, in a demo too, they are ignored and the start says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class _Option:
    """One name of the environment, the one value that it takes (empty: any), and what that means."""

    name: str
    value: str
    words: str


_RATE_LIMITS = _Option("COMMONHOLD_TEST_RATE_LIMITS", "off", "nobody is slowed down, whatever they try")
_LOOPBACK = _Option("COMMONHOLD_TEST_LOOPBACK", "1", "links and peers on this machine itself are fetched")
_AUTHORITY = _Option("COMMONHOLD_TEST_CA", "", "servers that this authority vouches for are believed")


def is_on() -> bool:
    """Was this co-op founded with `--test-mode`?"""
    here = place()
    return here is not None and here.mode == Mode.TEST


def must_be_on(words: str) -> None:
    """Refuse with `words` unless this co-op was founded for tests."""
    if not is_on():
        raise Refusal(words)


def rate_limits_are_on() -> bool:
    return not _holds(_RATE_LIMITS)


def allows_loopback() -> bool:
    """May this machine itself be fetched from, at any port?"""
    return _holds(_LOOPBACK)


def extra_authority() -> Path | None:
    """A file of certificates (PEM) to believe besides the system's."""
    return Path(_said(_AUTHORITY)) if _holds(_AUTHORITY) else None


def warnings() -> Iterator[str]:
    """What an operator must be told at start: that this is test mode, what it allows, what was ignored."""
    test = is_on()
    if test:
        yield "TEST MODE: anyone may act as anyone here. Never run a real co-op like this."
    for option in (_RATE_LIMITS, _LOOPBACK, _AUTHORITY):
        if not _said(option):
            continue
        if not test:
            yield f"WARNING: {option.name} is ignored: only a co-op founded with --test-mode listens to it."
        elif _holds(option):
            yield f"TEST MODE: {option.name}={_said(option)}: {option.words}."
        else:
            yield f"WARNING: {option.name}={_said(option)} is ignored: it can only be “{option.value}”."


def _holds(option: _Option) -> bool:
    # The mode is looked up only where something was asked for: almost never.
    said = _said(option)
    return bool(said) and said == (option.value or said) and is_on()


def _said(option: _Option) -> str:
    return str(settings.TEST_OPTIONS.get(option.name, ""))
