"""Answers that come by their words, one by one, as other servers send them."""

from __future__ import annotations

import pytest

from commonhold.social.polls.actions import NewPoll, choose_by_name, open_poll
from commonhold.social.polls.models import Choice
from commonhold.social.polls.refusals import ChosenAlready, NoSuchOption, NoSuchPoll, PollIsClosed
from tests.cast import MORNING, minutes


def test_several_answers_come_one_by_one_and_each_once(ada: int):
    asked = NewPoll(options=["Tea", "Milk", "Mint"], minutes=5, is_multiple=True)
    poll = open_poll(asked, now=MORNING)
    for answer in ("Tea", " Mint ", "Tea"):
        choose_by_name(ada, poll_id=poll, answer=answer, now=MORNING)
    assert sorted(each.option.text for each in Choice.objects.all()) == ["Mint", "Tea"]


def test_what_cannot_be_chosen_is_refused(ada: int):
    poll = open_poll(NewPoll(options=["Yes", "No"], minutes=5), now=MORNING)
    choose_by_name(ada, poll_id=poll, answer="Yes", now=MORNING)
    for answer, refusal in (("No", ChosenAlready), ("Perhaps", NoSuchOption)):
        with pytest.raises(refusal):
            choose_by_name(ada, poll_id=poll, answer=answer, now=MORNING)
    with pytest.raises(PollIsClosed):
        choose_by_name(ada, poll_id=poll, answer="No", now=minutes(5))
    with pytest.raises(NoSuchPoll):
        choose_by_name(ada, poll_id=17, answer="Yes", now=MORNING)
