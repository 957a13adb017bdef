"""Elections in groups, as the groups' readers see them. Nobody sees counts before voting closes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from commonhold.social.groups import calling, counting, queries, rows
from commonhold.social.groups.models import (
    Candidacy,
    Election,
    ElectionCall,
    GroupBallot,
    GroupMember,
    ModeratorTerm,
)
from commonhold.social.groups.refusals import NoSuchElection
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.tally import blt


class Stage(StrEnum):
    STANDING = "standing"  # people may stand
    VOTING = "voting"
    COUNTING = "counting"  # closed, not counted yet
    ENDED = "ended"


@dataclass(frozen=True)
class CandidateView:
    """`stands`: she said yes. `votes`: first choices; the last two are known after the count."""

    person: PersonLine
    words: str
    nominated_by: PersonLine
    stands: bool
    first_choices: int | None
    elected: bool


@dataclass(frozen=True)
class ElectionView:
    """An election's page. The last five are the viewer's own."""

    id: int
    group_id: int
    stage: Stage
    outcome: str  # counted, unopposed, nobody-stood or nobody-voted; empty before
    opened_at: datetime
    nominations_until: datetime
    closes_at: datetime
    ended_at: datetime | None
    seats: int
    term_days: int
    roll: int
    seed_commitment: str  # SHA-256 of the lot's seed
    seed: str  # hex; empty before the count
    candidates: Sequence[CandidateView]
    sheet: dict[str, Any] | None  # the rulebook's, with people's ids as candidates
    is_member: bool
    may_vote: bool
    choices: Sequence[int] | None  # of the viewer's ballot while voting is open
    i_stand: bool
    i_am_nominated: bool


@dataclass(frozen=True)
class CallView:
    """How far members are from an election."""

    calls: int
    needed: int
    i_called: bool


@dataclass(frozen=True)
class TermView:
    person: PersonLine
    since: datetime
    ends_at: datetime
    was_elected: bool


def election(viewer: Viewer, election_id: int, *, now: datetime) -> ElectionView:
    """One election, for whoever may read its group. Raises NoSuchElection."""
    row = _seen(viewer, election_id)
    stage = _stage(row, now)
    me: dict[str, Any] = {"person_id": viewer.person_id}
    mine = GroupMember.objects.filter(group=row.group, until=None, **me).first()
    ballot = None
    if stage is Stage.VOTING:
        ballot = GroupBallot.objects.filter(election=row, **me).first()
    candidacies = {each.person_id: each for each in _candidacies(row)}
    own = None if viewer.person_id is None else candidacies.get(viewer.person_id)
    return ElectionView(
        id=row.id,
        group_id=row.group_id,
        stage=stage,
        outcome=row.outcome,
        opened_at=row.opened_at,
        nominations_until=row.nominations_until,
        closes_at=row.closes_at,
        ended_at=row.ended_at,
        seats=row.seats,
        term_days=row.term_days,
        roll=row.roll,
        seed_commitment=hashlib.sha256(bytes(row.seed)).hexdigest(),
        seed=bytes(row.seed).hex() if row.ended_at else "",
        candidates=_candidates(row, list(candidacies.values()), is_standing=stage is Stage.STANDING),
        sheet=row.sheet,
        is_member=mine is not None,
        may_vote=stage is Stage.VOTING and mine is not None and mine.since <= row.opened_at,
        choices=None if ballot is None else list(ballot.choices),
        i_stand=own is not None and own.stands_since is not None,
        i_am_nominated=own is not None and own.stands_since is None,
    )


def elections(viewer: Viewer, group_id: int, *, now: datetime) -> list[ElectionView]:
    """A group's elections, the latest first, for whoever may read it."""
    if not queries.may_read(viewer, group_id):
        return []
    found = Election.objects.filter(group_id=group_id).order_by("-id").values_list("id", flat=True)
    return [election(viewer, each, now=now) for each in found[:20]]


def calls(viewer: Viewer, group_id: int, *, now: datetime) -> CallView:
    """How many members want an election, and how many must."""
    holding = ElectionCall.objects.filter(group_id=group_id, called_at__gt=now - calling.CALL_HOLDS)
    members = GroupMember.objects.filter(group_id=group_id, until=None).count()
    return CallView(
        calls=holding.count(),
        needed=calling.calls_needed(members),
        i_called=viewer.person_id is not None and holding.filter(person_id=viewer.person_id).exists(),
    )


def terms(viewer: Viewer, group_id: int) -> list[TermView]:
    """Who keeps order in a group, since when and until when."""
    found = ModeratorTerm.objects.filter(group_id=group_id, until=None).select_related("person")
    return [
        TermView(people.line_of(row.person), row.since, row.ends_at, row.election_id is not None)
        for row in found.order_by("id")
    ]


def ballots_file(viewer: Viewer, election_id: int) -> str:
    """The counted ballots as BLT, which counting programs read. Raises NoSuchElection before the count."""
    row = _seen(viewer, election_id)
    if row.sheet is None:
        raise NoSuchElection
    candidates = [int(each) for each in row.sheet["candidates"]]
    papers = [(n, list(choices)) for n, choices in row.papers]
    withdrawn = frozenset(row.sheet["withdrawn"])
    return blt.write(counting.profile_of(row.id, row.seats, papers, candidates, withdrawn))


def _seen(viewer: Viewer, election_id: int) -> Election:
    row = Election.objects.filter(id=election_id, group__in=rows.known_to(viewer.person_id)).first()
    if row is None or not queries.may_read(viewer, row.group_id):
        raise NoSuchElection
    return row


def _stage(row: Election, now: datetime) -> Stage:
    if row.ended_at is not None:
        return Stage.ENDED
    if now < row.nominations_until:
        return Stage.STANDING
    return Stage.VOTING if now < row.closes_at else Stage.COUNTING


def _candidacies(row: Election) -> list[Candidacy]:
    found = Candidacy.objects.filter(election=row, withdrawn_at=None).select_related("person", "nominated_by")
    return list(found.order_by("id"))


def _candidates(row: Election, found: list[Candidacy], *, is_standing: bool) -> list[CandidateView]:
    """Those nominated while people may stand, afterwards those who stand; the earliest first."""
    votes: dict[int, int] = {}
    if row.sheet is not None:
        ids_ = [int(each) for each in row.sheet["candidates"]]
        first = row.sheet["stages"][0]["votes"]
        votes = {person_id: int(Fraction(n)) for person_id, n in zip(ids_, first, strict=True)}
    elected = set(ModeratorTerm.objects.filter(election=row).values_list("person_id", flat=True))
    return [
        CandidateView(
            person=people.line_of(each.person),
            words=each.words,
            nominated_by=people.line_of(each.nominated_by),
            stands=each.stands_since is not None,
            first_choices=votes.get(each.person_id),
            elected=each.person_id in elected,
        )
        for each in found
        if is_standing or each.stands_since is not None
    ]
