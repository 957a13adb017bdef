"""In a co-op that has ended nothing is written at the console either: what stays open stands here.

A verb that this list does not name is refused, so that a new one is thought about.
"""

from __future__ import annotations

from collections.abc import Callable

from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.refusals import OnlyReading

_DOORS = "commonhold.doors.console."
_READS = "it only tells"
#: By module and function of the console's door, and why. The house's own, such as backups, are not asked.
STAYS_OPEN = {
    "address.run": "what is left is read at another address",
    "ballots.export": _READS,
    "ballots.seat": _READS,
    "charter.show": _READS,
    "clock.run": "time goes on, in a demo too",
    "community.preview": _READS,
    "community.status": _READS,
    "community.undo": "people are forgotten",
    "credit.check": _READS,
    "delegations.show": _READS,
    "erasures.clean": "bytes of who was forgotten go",
    "erasures.show": _READS,
    "federation.queue": _READS,
    "found.run": "it says itself that there is a co-op already",
    "jobs.retry": "what outlasts the co-op is done",
    "jobs.run": "what outlasts the co-op is done",
    "jobs.show": _READS,
    "ledger.check": _READS,
    "ledger.export": _READS,
    "members.classes": _READS,
    "members.show": _READS,
    "peers.keys": _READS,
    "proposals.show": _READS,
    "proposals.show_all": _READS,
    "record.export": _READS,
    "record.take_up": "the record goes on after a restore, to its end",
    "tokens.revoke": "a way in is closed",
    "tokens.show_all": _READS,
}


def must_be_written_still(run: Callable[..., object]) -> None:
    """Before a verb is carried out. Raises OnlyReading where it writes and nothing is written any more."""
    if run.__module__.startswith(_DOORS) and not stays_open(run) and ending.is_read_only():
        raise OnlyReading


def stays_open(run: Callable[..., object]) -> bool:
    """May it be done, though nothing is written any more?"""
    return f"{run.__module__.removeprefix(_DOORS)}.{run.__name__}" in STAYS_OPEN
