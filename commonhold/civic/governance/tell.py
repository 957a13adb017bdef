"""Telling people what happened to a proposal."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.models import Proposal, Seat
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people

_FURTHER = "governance.tell"
_TOGETHER = 250


def the_roll(proposal: Proposal, kind: str, *, now: datetime) -> None:
    """One line to each member on the roll, author included; never how anybody voted."""
    roll = Seat.objects.filter(poll_id=proposal.id).values_list("person_id", flat=True)
    _tell(list(roll), proposal, kind, now)


def all_members(proposal: Proposal, kind: str, *, now: datetime) -> None:
    """The same before there is a roll: to everybody who has a ballot now."""
    _tell(members.voters(at=now), proposal, kind, now)


def everybody(proposal: Proposal, kind: str, *, now: datetime) -> None:
    """To everybody with an account here, members or not."""
    _tell(people.with_accounts(), proposal, kind, now)


def those(whom: list[int], proposal: Proposal, kind: str, *, now: datetime) -> None:
    """The same to some people, who have to do something about it."""
    _tell(whom, proposal, kind, now)


def its_author(proposal: Proposal, kind: str, *, now: datetime) -> None:
    _tell([proposal.author_id], proposal, kind, now)


def tell_further(payload: Payload, now: datetime) -> None:
    """The next of many people."""
    proposal = Proposal.objects.get(id=payload["proposal_id"])
    _notify(payload["people"], proposal, payload["kind"], now)


def _tell(whom: list[int], proposal: Proposal, kind: str, now: datetime) -> None:
    """The first of them at once, the others by and by: while many are told, nobody else could write."""
    _notify(whom[:_TOGETHER], proposal, kind, now)
    for start in range(_TOGETHER, len(whom), _TOGETHER):
        key = f"{proposal.id}:{kind}:{ids.milliseconds(now)}:{start}"
        further = whom[start : start + _TOGETHER]
        payload = {"proposal_id": proposal.id, "kind": kind, "people": further}
        jobs.schedule(_FURTHER, key=key, due=now, payload=payload)


def _notify(whom: list[int], proposal: Proposal, kind: str, now: datetime) -> None:
    notifications.notify_all(
        people_ids=whom,
        kind=kind,
        subject=f"proposal:{proposal.id}",
        words=proposal.title,
        now=now,
    )


def person(whom: int, kind: str, *, by: int, now: datetime) -> None:
    """One line to one person about what another did; it bears that other's name."""
    notifications.notify(person_id=whom, kind=kind, subject=f"person:{by}", actor_id=by, now=now)


KINDS = [Kind(_FURTHER, tell_further)]
