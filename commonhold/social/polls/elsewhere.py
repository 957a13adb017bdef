"""Polls of other servers: what they ask, and the counts that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.polls.actions import FEWEST_OPTIONS, LONGEST_OPTION
from commonhold.social.polls.models import Option, Poll
from commonhold.social.polls.refusals import TooFewOptions

#: Other servers offer more answers than we do.
MOST_OPTIONS_ELSEWHERE = 50
#: Some polls never close; a column needs a time.
ENDLESS = timedelta(days=36_500)
_MOST = 2_000_000_000


@dataclass(frozen=True)
class ArrivedPoll:
    """What is asked, with the votes for each answer as far as its server says.

    Without `closes_at` it stays open until the server says that it closed.
    """

    options: Sequence[tuple[str, int]]
    is_multiple: bool = False
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    voters: int | None = None


@transaction.atomic
def bring_poll(arrived: ArrivedPoll, *, opened_at: datetime, now: datetime) -> int:
    """Write down a poll of another server; return its id. Raises TooFewOptions."""
    if len(arrived.options) < FEWEST_OPTIONS:
        raise TooFewOptions
    poll = Poll.objects.create(
        id=ids.new_id(now),
        is_multiple=arrived.is_multiple,
        opened_at=opened_at,
        closes_at=arrived.closes_at or arrived.closed_at or opened_at + ENDLESS,
        closed_at=_closed(arrived, now),
        voters=_voters(arrived),
        is_elsewhere=True,
    )
    Option.objects.bulk_create(
        Option(id=ids.new_id(now), poll=poll, position=position, text=_told(text), votes=_count(votes))
        for position, (text, votes) in enumerate(arrived.options[:MOST_OPTIONS_ELSEWHERE])
    )
    return poll.id


@transaction.atomic
def recount_poll(poll_id: int, *, arrived: ArrivedPoll, now: datetime) -> bool:
    """Take over the counts that its server tells, and whether it closed. Are these still the same answers?

    If not, nothing is changed.
    """
    poll = Poll.objects.select_for_update().filter(id=poll_id, is_elsewhere=True).first()
    options = list(Option.objects.filter(poll_id=poll_id).order_by("position"))
    told = arrived.options[:MOST_OPTIONS_ELSEWHERE]
    if poll is None or [each.text for each in options] != [_told(text) for text, _votes in told]:
        return False
    for option, (_text, votes) in zip(options, told, strict=True):
        option.votes = _count(votes)
    Option.objects.bulk_update(options, ["votes"])
    poll.voters = _voters(arrived)
    poll.closes_at = arrived.closes_at or poll.closes_at
    poll.closed_at = poll.closed_at or _closed(arrived, now)
    poll.save(update_fields=["voters", "closes_at", "closed_at"])
    return True


def _closed(arrived: ArrivedPoll, now: datetime) -> datetime | None:
    ends = arrived.closed_at or arrived.closes_at
    return ends if ends is not None and ends <= now else None


def _voters(arrived: ArrivedPoll) -> int:
    """As told; else each vote is somebody's, which holds where one answer may be chosen."""
    votes = [_count(votes) for _text, votes in arrived.options]
    return _count(sum(votes) if arrived.voters is None else arrived.voters)


def _told(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_OPTION]


def _count(votes: int) -> int:
    return max(0, min(votes, _MOST))
