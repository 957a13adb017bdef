"""Polls as their viewers may see them: hidden counts stay hidden until a poll closes, from its author too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from commonhold.ground.prepared import Prepared
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
    """By id; at most four statements however many. Only for those who may see the polls' posts."""
    rows = list(Poll.objects.filter(id__in=poll_ids))
    open_ones = [row.id for row in rows if row.closed_at is None and not row.hides_counts]
    options = defaultdict(list)
    for option in Option.objects.filter(poll_id__in=[row.id for row in rows]).order_by("position"):
        options[option.poll_id].append(option)
    mine = _chosen_by(viewer, rows)
    votes = _votes(open_ones)
    voters = _voters(open_ones)
    return {
        row.id: _view(
            row, options[row.id], mine, votes, row.voters or 0 if row.closed_at else voters.get(row.id, 0)
        )
        for row in rows
    }


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


def _chosen_by(viewer: Viewer, rows: Sequence[Poll]) -> set[int]:
    """Ids of the options that the viewer chose."""
    if viewer.person_id is None:
        return set()
    chosen = Choice.objects.filter(person_id=viewer.person_id, option__poll__in=rows)
    return set(chosen.values_list("option_id", flat=True))


def _votes(poll_ids: Collection[int]) -> dict[int, int]:
    if not poll_ids:
        return {}
    chosen = Choice.objects.filter(option__poll_id__in=poll_ids).order_by().values("option_id")
    return dict(chosen.annotate(n=Count("id")).values_list("option_id", "n"))


def _voters(poll_ids: Collection[int]) -> dict[int, int]:
    if not poll_ids:
        return {}
    chosen = Choice.objects.filter(option__poll_id__in=poll_ids).order_by().values("option__poll_id")
    counted = chosen.annotate(n=Count("person_id", distinct=True))
    return dict(counted.values_list("option__poll_id", "n"))


def _view(
    row: Poll, options: Sequence[Option], mine: set[int], votes: dict[int, int], voters: int
) -> PollView:
    is_hidden = row.hides_counts and row.closed_at is None
    return PollView(
        id=row.id,
        is_multiple=row.is_multiple,
        hides_counts=row.hides_counts,
        closes_at=row.closes_at,
        is_closed=row.closed_at is not None,
        options=tuple(
            _option(each, each.id in mine, _count_of(each, votes, is_hidden=is_hidden), voters)
            for each in options
        ),
        voters=None if is_hidden else voters,
        has_chosen=any(each.id in mine for each in options),
    )


def _count_of(option: Option, votes: dict[int, int], *, is_hidden: bool) -> int | None:
    if is_hidden:
        return None
    return votes.get(option.id, 0) if option.votes is None else option.votes


def _option(option: Option, is_mine: bool, votes: int | None, voters: int) -> OptionView:
    percent = None if votes is None else (200 * votes + voters) // (2 * voters) if voters else 0
    return OptionView(option.position, option.text, votes, percent, is_mine)
