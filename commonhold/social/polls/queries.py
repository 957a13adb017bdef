"""Polls as their viewers may see them: hidden counts stay hidden until a poll closes, from its author too.

A poll of another server has the counts that it told last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commonhold.ground.prepared import Asking, Prepared, Row, together
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.models import Choice, Option, Poll

_MOST_HINTS = 1000


@dataclass(frozen=True)
class OptionView:
    """One answer. `votes` is None while counts are hidden; `percent` is of the voters, rounded half up."""

    position: int
    text: str
    votes: int | None
    percent: int | None
    is_mine: bool


@dataclass(frozen=True)
class PollView:
    """A poll; `voters` is None while counts are hidden."""

    id: int
    is_multiple: bool
    hides_counts: bool
    closes_at: datetime
    is_closed: bool
    options: tuple[OptionView, ...]
    voters: int | None
    has_chosen: bool


def polls(viewer: Viewer, poll_ids: Collection[int]) -> dict[int, PollView]:
    """By id; one statement however many. Only for those who may see the polls' posts."""
    rows, options = together(*asking_polls(viewer, list(poll_ids)))
    return polls_from(rows, options)


def asking_polls(viewer: Viewer, poll_ids: Sequence[int]) -> tuple[Asking[list[Row]], Asking[list[Row]]]:
    """Two questions to be asked together with others; `polls_from` makes polls of their answers."""
    return _POLLS.asking(ids=poll_ids), _OPTIONS.asking(ids=poll_ids, me=viewer.person_id or 0)


def polls_from(rows: Sequence[Row], options: Sequence[Row]) -> dict[int, PollView]:
    """By id, of what was answered to `asking_polls`."""
    of_poll: dict[int, list[_Answer]] = defaultdict(list)
    for poll_id, *answer in options:
        of_poll[poll_id].append(_Answer(*answer))
    return {row[0]: _view(_Asked(*row), of_poll[row[0]]) for row in rows}


def voters_of(poll_id: int) -> list[int]:
    """Who took part, for telling them that it closed; not for pages."""
    rows = Choice.objects.filter(option__poll_id=poll_id).values_list("person_id", flat=True)
    return sorted(set(rows))


def chosen_after(after: int) -> dict[int, int]:
    """In which polls somebody chose after the id `after`: poll by choice. Only to wake streams up."""
    return dict(_CHOSEN.rows(after=after))


_CHOSEN = Prepared(
    lambda *, after: (
        Choice.objects.filter(id__gt=after).order_by("-id").values_list("id", "option__poll_id")[:_MOST_HINTS]
    )
)


def asked_again(poll_id: int) -> tuple[list[str], int, bool, bool]:
    """Its answers, its minutes, whether it takes several and whether it hides counts: to ask it anew."""
    row = Poll.objects.get(id=poll_id)
    texts = Option.objects.filter(poll=row).order_by("position").values_list("text", flat=True)
    minutes = int((row.closes_at - row.opened_at).total_seconds()) // 60
    return list(texts), minutes, row.is_multiple, row.hides_counts


class _Asked(NamedTuple):
    """A poll's row. `now` counts who took part in one of ours that is open and shows it."""

    id: int
    is_multiple: bool
    hides_counts: bool
    closes_at: datetime
    closed_at: datetime | None
    voters: int | None
    is_elsewhere: bool
    now: int


class _Answer(NamedTuple):
    """An option's row. `votes` was counted when the poll closed, `now` is while it is open and shows it."""

    position: int
    text: str
    votes: int | None
    now: int
    is_mine: bool


def _polls(*, ids: Sequence[int]) -> QuerySet[Poll, Any]:
    chosen = Choice.objects.filter(
        option__poll=OuterRef("pk"), option__poll__closed_at=None, option__poll__hides_counts=False
    )
    voters = chosen.order_by().values("option__poll").annotate(n=Count("person_id", distinct=True))
    now = Coalesce(Subquery(voters.values("n")), 0, output_field=IntegerField())
    columns = ("id", "is_multiple", "hides_counts", "closes_at", "closed_at", "voters", "is_elsewhere", "now")
    return Poll.objects.filter(id__in=ids).annotate(now=now).values_list(*columns)


def _options(*, ids: Sequence[int], me: int) -> QuerySet[Option, Any]:
    chosen = Choice.objects.filter(
        option=OuterRef("pk"), option__poll__closed_at=None, option__poll__hides_counts=False
    )
    votes = chosen.order_by().values("option").annotate(n=Count("id"))
    rows = Option.objects.filter(poll_id__in=ids).annotate(
        now=Coalesce(Subquery(votes.values("n")), 0, output_field=IntegerField()),
        is_mine=Exists(Choice.objects.filter(option=OuterRef("pk"), person_id=me)),
    )
    columns = ("poll_id", "position", "text", "votes", "now", "is_mine")
    return rows.order_by("poll_id", "position").values_list(*columns)


# Every page with posts may ask these.
_POLLS, _OPTIONS = Prepared(_polls), Prepared(_options)


def _view(row: _Asked, answers: Sequence[_Answer]) -> PollView:
    is_hidden = row.hides_counts and row.closed_at is None
    voters = row.voters or 0 if row.is_elsewhere or row.closed_at is not None else row.now
    return PollView(
        id=row.id,
        is_multiple=row.is_multiple,
        hides_counts=row.hides_counts,
        closes_at=row.closes_at,
        is_closed=row.closed_at is not None,
        options=tuple(_option(each, voters, is_hidden=is_hidden) for each in answers),
        voters=None if is_hidden else voters,
        has_chosen=any(each.is_mine for each in answers),
    )


def _option(answer: _Answer, voters: int, *, is_hidden: bool) -> OptionView:
    counted = answer.now if answer.votes is None else answer.votes
    votes = None if is_hidden else counted
    percent = None if votes is None else (200 * votes + voters) // (2 * voters) if voters else 0
    return OptionView(answer.position, answer.text, votes, percent, answer.is_mine)
