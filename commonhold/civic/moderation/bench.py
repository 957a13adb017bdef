"""The bench: members elected to judge appeals, where the charter has it instead of the first jury."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation.charter import BENCH, ModerationCharter
from commonhold.civic.moderation.models import Measure
from commonhold.civic.moderation.standing import deciders, is_conflicted
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people

FEWEST = 3


def pool(row: Measure, now: datetime) -> tuple[list[int], list[tuple[int, str]]]:
    """Who of the bench may judge a measure, and who is left out with why: nobody keeps order and judges."""
    before = deciders(row)
    found, excluded = [], []
    for each in mandates.holders(Role.BENCH, at=now):
        why = _why_not(each.person_id, row, before)
        excluded.append((each.person_id, why)) if why else found.append(each.person_id)
    return found, excluded


def may_sit(row: Measure, now: datetime) -> bool:
    """Does the charter have a bench, and can three of it judge this?"""
    if charter.current().read(ModerationCharter).first_court != BENCH:
        return False
    return len(pool(row, now)[0]) >= FEWEST


def seats_of(size: int) -> int:
    """How many of so many judge: those that the charter names, or fewer; odd, and three at least."""
    if size < FEWEST:
        return 0
    fitting = min(charter.current().read(ModerationCharter).bench_seats, size)
    return fitting if fitting % 2 else fitting - 1


def _why_not(person_id: int, row: Measure, before: set[int]) -> str:
    if is_conflicted(person_id, row.case):
        return "conflict"
    if person_id in before:
        return "decided"
    return "mandate" if people.is_steward(person_id) else ""
