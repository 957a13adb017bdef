"""Opening a poll, choosing in it, closing it. Whether somebody may see it is known by its post."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import normalize

from django.db import transaction
from django.db.models import Count, F

from commonhold.ground import ids
from commonhold.social.people import queries as people
from commonhold.social.polls.models import Choice, Option, Poll
from commonhold.social.polls.refusals import (
    ChosenAlready,
    NoSuchOption,
    NoSuchPoll,
    NothingChosen,
    OneChoiceOnly,
    OptionTooLong,
    PollIsClosed,
    PollTimeOutOfRange,
    SameOptionTwice,
    TooFewOptions,
    TooManyOptions,
)

FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 10, 100
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 30 * 24 * 60


@dataclass(frozen=True)
class NewPoll:
    """What is asked for: the answers to choose from, and for how many minutes."""

    options: Sequence[str]
    minutes: int = 24 * 60
    is_multiple: bool = False
    hides_counts: bool = False


@transaction.atomic
def open_poll(asked: NewPoll, *, now: datetime) -> int:
    """Open a poll; return its id. Empty answers are left out.

    Raises TooFewOptions, TooManyOptions, SameOptionTwice, OptionTooLong or PollTimeOutOfRange.
    """
    options = _tidy(asked.options)
    if not SHORTEST_MINUTES <= asked.minutes <= LONGEST_MINUTES:
        raise PollTimeOutOfRange
    poll = Poll.objects.create(
        id=ids.new_id(now),
        is_multiple=asked.is_multiple,
        hides_counts=asked.hides_counts,
        opened_at=now,
        closes_at=now + timedelta(minutes=asked.minutes),
    )
    rows = [
        Option(id=ids.new_id(now), poll=poll, position=position, text=text)
        for position, text in enumerate(options)
    ]
    Option.objects.bulk_create(rows)
    return poll.id


@transaction.atomic
def choose(by: int, *, poll_id: int, positions: Collection[int], now: datetime) -> None:
    """Choose, once for a human with two profiles: one answer, or several where the poll takes several.

    Raises NoSuchPoll, PollIsClosed, ChosenAlready, NothingChosen, OneChoiceOnly or NoSuchOption.
    """
    people.must_be_active(by)
    poll = _locked(poll_id)
    if poll.closed_at is not None or now >= poll.closes_at:
        raise PollIsClosed
    if Choice.objects.filter(option__poll=poll, person_id__in=people.same_human(by)).exists():
        raise ChosenAlready
    if not positions:
        raise NothingChosen
    if len(set(positions)) > 1 and not poll.is_multiple:
        raise OneChoiceOnly
    chosen = Option.objects.filter(poll=poll, position__in=set(positions))
    if len(chosen) != len(set(positions)):
        raise NoSuchOption
    rows = [Choice(id=ids.new_id(now), option=each, person_id=by, chosen_at=now) for each in chosen]
    Choice.objects.bulk_create(rows)
    if poll.is_elsewhere:  # until its server tells us the next counts
        chosen.update(votes=F("votes") + 1)
        Poll.objects.filter(id=poll_id).update(voters=F("voters") + 1)


@transaction.atomic
def close_poll(poll_id: int, *, now: datetime) -> bool:
    """Close a poll whose time has come and write its counts down. Did it close just now?

    Raises NoSuchPoll.
    """
    poll = _locked(poll_id)
    if poll.closed_at is not None or now < poll.closes_at:
        return False
    if poll.is_elsewhere:  # it is counted there
        Poll.objects.filter(id=poll_id).update(closed_at=now)
        return True
    counts = Choice.objects.filter(option__poll=poll).values("option_id").annotate(n=Count("id"))
    counted = {each["option_id"]: each["n"] for each in counts.order_by()}
    for option in Option.objects.filter(poll=poll):
        option.votes = counted.get(option.id, 0)
        option.save(update_fields=["votes"])
    poll.voters = Choice.objects.filter(option__poll=poll).values("person_id").distinct().count()
    poll.closed_at = now
    poll.save(update_fields=["voters", "closed_at"])
    return True


@transaction.atomic
def choose_by_name(by: int, *, poll_id: int, answer: str, now: datetime) -> None:
    """Choose one answer by its words, as other servers do it: each of several answers comes by itself.

    The same twice is once. Raises NoSuchPoll, PollIsClosed, NoSuchOption, or ChosenAlready where a poll that
    takes one answer has one.
    """
    people.must_be_active(by)
    poll = _locked(poll_id)
    if poll.closed_at is not None or now >= poll.closes_at:
        raise PollIsClosed
    option = Option.objects.filter(poll=poll, text=" ".join(answer.split())).first()
    if option is None:
        raise NoSuchOption
    hers = set(Choice.objects.filter(option__poll=poll, person_id=by).values_list("option_id", flat=True))
    if option.id in hers:
        return
    if hers and not poll.is_multiple:
        raise ChosenAlready
    Choice.objects.create(id=ids.new_id(now), option=option, person_id=by, chosen_at=now)


@transaction.atomic
def forget_poll(poll_id: int) -> None:
    """Erase a poll with its answers, when its post's words are erased; harmless when it is gone."""
    Poll.objects.filter(id=poll_id).delete()


def _locked(poll_id: int) -> Poll:
    poll = Poll.objects.select_for_update().filter(id=poll_id).first()
    if poll is None:
        raise NoSuchPoll
    return poll


def _tidy(options: Sequence[str]) -> list[str]:
    tidy = [" ".join(each.replace("\0", "").split()) for each in options]
    tidy = [each for each in tidy if each]
    if len(tidy) < FEWEST_OPTIONS:
        raise TooFewOptions
    if len(tidy) > MOST_OPTIONS:
        raise TooManyOptions(MOST_OPTIONS)
    seen: set[str] = set()
    for each in tidy:
        if len(each) > LONGEST_OPTION:
            raise OptionTooLong(LONGEST_OPTION)
        alike = normalize("NFKC", each).casefold()
        if alike in seen:
            raise SameOptionTwice(each)
        seen.add(alike)
    return tidy
