"""What holders of a mandate do: estimating what an idea costs, and saying where it stands."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.roadmap import stages, telling
from commonhold.civic.roadmap.models import Estimate, Support
from commonhold.civic.roadmap.refusals import (
    AmountNotAllowed,
    LinkNeeded,
    MandateNeeded,
    NoSuchState,
    NotWaiting,
    ReasonNeeded,
    SameState,
)
from commonhold.civic.roadmap.vocabulary import State
from commonhold.civic.treasury import budget
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.treasury.refusals import NoSuchLine
from commonhold.ground import ids
from commonhold.ground.record import actions as record

LONGEST_NOTE, LONGEST_LINK = 1000, 500
_MOST_CENTS = 100_000_000_000


@transaction.atomic
def estimate_idea(
    by: int, *, idea_id: int, cents: int, note: str = "", line: str = "", now: datetime
) -> None:
    """Say what it may cost, in minor units of our currency; earlier estimates stay to be read.

    `line` is the code of this year's budget line that would pay for it. Raises MembersAlone, MandateNeeded,
    NoSuchIdea, NotWaiting, AmountNotAllowed, NoSuchLine or LengthNotAllowed.
    """
    _mandate(by, now)
    (idea,) = stages.lock(idea_id)
    if not stages.waits(idea.id):
        raise NotWaiting
    if not 0 <= cents <= _MOST_CENTS:
        raise AmountNotAllowed
    if line and budget.line(budget.year_of(now), line) is None:
        raise NoSuchLine
    Estimate.objects.create(
        id=ids.new_id(now),
        idea=idea,
        cents=cents,
        currency=currency(),
        note=stages.fitting("note", note, longest=LONGEST_NOTE),
        line=line,
        by_id=by,
        at=now,
    )


@transaction.atomic
def move_idea(by: int, *, idea_id: int, state: str, reason: str = "", link: str = "", now: datetime) -> None:
    """Say where an idea stands, on the record; whoever supports it is told.

    What shipped needs a link, what is declined a reason. Raises MembersAlone, MandateNeeded, NoSuchIdea,
    NoSuchState, SameState, NotWaiting (of one that is merged), LinkNeeded, ReasonNeeded or LengthNotAllowed.
    """
    mandate = _mandate(by, now)
    (idea,) = stages.lock(idea_id)
    if state not in State.values:
        raise NoSuchState
    if stages.merge_of(idea.id) is not None:
        raise NotWaiting
    if stages.state_of(idea.id) == state:
        raise SameState
    reason = stages.fitting("reason", reason, longest=LONGEST_NOTE)
    link = _checked_link(link)
    if state == State.SHIPPED and not link:
        raise LinkNeeded
    if state == State.DECLINED and not reason:
        raise ReasonNeeded
    step = stages.arrive(idea.id, State(state), by=by, reason=reason, link=link, now=now)
    said = {"idea": str(idea.id), "state": state, "mandate": str(mandate)}
    said |= {"reason": record.commit_to(reason)} if reason else {}
    record.append("roadmap.state", said, about=f"idea:{idea.id}", now=now)
    supporters = set(Support.objects.filter(counts_for=idea).values_list("person_id", flat=True))
    telling.tell(
        {*supporters, idea.author_id} - {by}, f"roadmap.{state}", idea, occasion=f"step={step.id}", now=now
    )


def _mandate(by: int, now: datetime) -> int:
    """Any mandate will do; the id of the one that she has had longest."""
    stages.must_be_member(by)
    held = mandates.held_by(by, at=now)
    if not held:
        raise MandateNeeded
    return held[0].id


def _checked_link(link: str) -> str:
    kept = link.strip()
    if not kept:
        return ""
    try:
        parts = urlsplit(kept)
    except ValueError as broken:
        raise LinkNeeded from broken
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(kept) > LONGEST_LINK:
        raise LinkNeeded
    return kept
