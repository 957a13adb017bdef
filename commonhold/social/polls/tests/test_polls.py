"""Polls in posts: asked, answered once, counted for those who may know."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls import personal_data, queries
from commonhold.social.polls.actions import NewPoll, choose, close_poll, forget_poll, open_poll
from commonhold.social.polls.models import Poll
from commonhold.social.polls.queries import PollView
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
from tests.cast import MORNING, minutes

SOUP = NewPoll(["Soup", "Bread", "Cake"], minutes=60)


def seen(viewer: Viewer, poll_id: int) -> PollView:
    return queries.polls(viewer, [poll_id])[poll_id]


def counts(poll: PollView) -> list[int | None]:
    return [each.votes for each in poll.options]


def test_an_open_poll_counts_choices_and_voters_and_knows_the_viewers_own(
    ada: int, ben: int, caro: int
) -> None:
    poll_id = open_poll(SOUP, now=MORNING)
    choose(ada, poll_id=poll_id, positions=[0], now=minutes(1))
    choose(ben, poll_id=poll_id, positions=[1], now=minutes(2))
    poll = seen(Viewer(ada), poll_id)
    assert (counts(poll), poll.voters, poll.has_chosen) == ([1, 1, 0], 2, True)
    assert [each.percent for each in poll.options] == [50, 50, 0]
    assert [each.is_mine for each in poll.options] == [True, False, False]
    assert not seen(Viewer(caro), poll_id).has_chosen
    assert not seen(ANYONE, poll_id).has_chosen


def test_several_answers_count_for_one_voter(ada: int, ben: int) -> None:
    poll_id = open_poll(NewPoll(["Soup", "Bread"], minutes=60, is_multiple=True), now=MORNING)
    choose(ada, poll_id=poll_id, positions=[0, 1, 1], now=minutes(1))
    choose(ben, poll_id=poll_id, positions=[1], now=minutes(1))
    poll = seen(ANYONE, poll_id)
    assert (counts(poll), poll.voters, [each.percent for each in poll.options]) == ([1, 2], 2, [50, 100])


def test_hidden_counts_stay_hidden_until_the_poll_closes(ada: int, ben: int) -> None:
    poll_id = open_poll(NewPoll(["Yes", "No"], minutes=5, hides_counts=True), now=MORNING)
    choose(ada, poll_id=poll_id, positions=[1], now=minutes(1))
    poll = seen(Viewer(ada), poll_id)
    assert (counts(poll), poll.voters, poll.options[1].is_mine) == ([None, None], None, True)
    assert close_poll(poll_id, now=minutes(5))
    poll = seen(ANYONE, poll_id)
    assert (counts(poll), poll.voters, poll.is_closed) == ([0, 1], 1, True)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (NewPoll([]), TooFewOptions),
        (NewPoll(["Alone"]), TooFewOptions),
        (NewPoll(["Alone", "  ", "\0"]), TooFewOptions),
        (NewPoll([str(n) for n in range(11)]), TooManyOptions),
        (NewPoll(["Soup", "soup "]), SameOptionTwice),
        (NewPoll(["x" * 101, "y"]), OptionTooLong),
        (NewPoll(["a", "b"], minutes=4), PollTimeOutOfRange),
        (NewPoll(["a", "b"], minutes=30 * 24 * 60 + 1), PollTimeOutOfRange),
    ],
)
def test_a_poll_that_cannot_be_answered_is_not_opened(
    db: None, asked: NewPoll, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        open_poll(asked, now=MORNING)
    assert not Poll.objects.exists()


def test_an_answer_is_refused_where_it_could_not_count(ada: int, ben: int) -> None:
    poll_id = open_poll(SOUP, now=MORNING)
    for positions, refusal in (([], NothingChosen), ([0, 1], OneChoiceOnly), ([3], NoSuchOption)):
        with pytest.raises(refusal):
            choose(ada, poll_id=poll_id, positions=positions, now=minutes(1))
    choose(ada, poll_id=poll_id, positions=[0], now=minutes(1))
    with pytest.raises(ChosenAlready):
        choose(ada, poll_id=poll_id, positions=[1], now=minutes(2))
    with pytest.raises(PollIsClosed):
        choose(ben, poll_id=poll_id, positions=[1], now=minutes(60))
    with pytest.raises(NoSuchPoll):
        choose(ben, poll_id=1, positions=[1], now=minutes(60))
    assert seen(ANYONE, poll_id).voters == 1


def test_a_poll_closes_once_and_not_before_its_time(ada: int) -> None:
    poll_id = open_poll(SOUP, now=MORNING)
    assert not close_poll(poll_id, now=minutes(59))
    assert close_poll(poll_id, now=minutes(60))
    assert not close_poll(poll_id, now=minutes(61))


def test_what_was_counted_stays_when_a_voter_leaves(ada: int, ben: int) -> None:
    poll_id = open_poll(SOUP, now=MORNING)
    for person in (ada, ben):
        choose(person, poll_id=poll_id, positions=[0], now=minutes(1))
    assert personal_data.export_of(ada)["poll_choices"][0]["choice"] == "Soup"
    assert queries.voters_of(poll_id) == [ada, ben]
    close_poll(poll_id, now=minutes(60))
    personal_data.erase(ada, minutes(61))
    assert personal_data.export_of(ada) == {"poll_choices": []}
    assert counts(seen(ANYONE, poll_id)) == [2, 0, 0]


def test_a_poll_is_forgotten_with_all_that_was_said_in_it(ada: int) -> None:
    poll_id = open_poll(SOUP, now=MORNING)
    choose(ada, poll_id=poll_id, positions=[0], now=minutes(1))
    forget_poll(poll_id)
    assert queries.polls(ANYONE, [poll_id]) == {}


def test_many_polls_cost_no_more_statements_than_one(
    ada: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [open_poll(SOUP, now=MORNING) for _ in range(5)]
    with django_assert_num_queries(1):
        queries.polls(Viewer(ada), many)
