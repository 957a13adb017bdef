"""Whoever is labelled disputes it: the labeler answers in time, or the label ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.jobs.actions import run_due
from commonhold.social.labels import actions, of_house, queries
from commonhold.social.labels.models import Label
from commonhold.social.labels.refusals import (
    DisputedAlready,
    LabelHasEnded,
    LabelOfAMeasure,
    NotAboutYou,
    NothingDisputed,
    NotYourLabeler,
    WordsLength,
    WordsMissing,
)
from commonhold.social.labels.tests.conftest import Story
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING

LATER = MORNING + timedelta(days=7)


def test_who_is_labelled_disputes_it_and_the_labeler_withdraws(story: Story) -> None:
    made = story.put()
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    assert [each.id for each in queries.disputes_waiting(Viewer(story.ada), now=MORNING)] == [made]
    actions.answer_dispute(story.ada, label_id=made, withdraws=True, words="You are right", now=MORNING)
    shown = queries.label(ANYONE, made, now=MORNING)
    assert (shown.end, shown.dispute and shown.dispute.answer) == ("withdrawn", "You are right")


def test_a_label_that_stays_shows_both_words_beside_it(story: Story) -> None:
    made = story.put()
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    actions.answer_dispute(
        story.ada, label_id=made, withdraws=False, words="It was shown in May", now=MORNING
    )
    shown = queries.label(ANYONE, made, now=MORNING)
    assert shown.holds
    assert shown.dispute is not None
    assert (shown.dispute.words, shown.dispute.answer) == ("It is no film", "It was shown in May")
    run_due(LATER)
    assert Label.objects.get().ended_at is None
    with pytest.raises(DisputedAlready):
        actions.dispute(story.caro, label_id=made, words="Again", now=MORNING)
    with pytest.raises(NothingDisputed):
        actions.answer_dispute(story.ada, label_id=made, withdraws=True, words="Well", now=MORNING)


def test_nobody_answers_in_time_and_the_label_ends(story: Story) -> None:
    made = story.put()
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    run_due(LATER - timedelta(seconds=1))
    assert Label.objects.get().ended_at is None
    run_due(LATER)
    assert queries.label(ANYONE, made, now=LATER).end == "unanswered"


def test_only_whom_it_is_about_disputes_a_label_and_only_its_labeler_answers(story: Story) -> None:
    made = story.put()
    with pytest.raises(NotAboutYou):
        actions.dispute(story.ben, label_id=made, words="For her", now=MORNING)
    with pytest.raises(WordsMissing):
        actions.dispute(story.caro, label_id=made, words=" ", now=MORNING)
    with pytest.raises(WordsLength):
        actions.dispute(story.caro, label_id=made, words="x" * 1001, now=MORNING)
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    with pytest.raises(NotYourLabeler):
        actions.answer_dispute(story.ben, label_id=made, withdraws=True, words="Fine", now=MORNING)
    with pytest.raises(WordsMissing):
        actions.answer_dispute(story.ada, label_id=made, withdraws=True, words="", now=MORNING)


def test_what_ended_and_what_is_a_measure_is_not_disputed_here(story: Story) -> None:
    made = story.put()
    actions.withdraw_label(story.ada, label_id=made, now=MORNING)
    with pytest.raises(LabelHasEnded):
        actions.dispute(story.caro, label_id=made, words="Still", now=MORNING)
    of_house.put(f"post:{story.post}", words="Not checked", reference="measure:3", now=MORNING)
    with pytest.raises(LabelOfAMeasure):
        actions.dispute(story.caro, label_id=Label.objects.latest("id").id, words="No", now=MORNING)


def test_a_labeler_that_closes_leaves_nobody_waiting(story: Story) -> None:
    made = story.put()
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    actions.close_labeler(story.ada, labeler_id=story.labeler, now=MORNING)
    shown = queries.label(ANYONE, made, now=MORNING)
    assert shown.dispute is not None
    assert (shown.end, shown.dispute.outcome) == ("gone", "withdrawn")
    run_due(LATER)
    assert queries.label(ANYONE, made, now=LATER).end == "gone"


def test_a_label_withdrawn_meanwhile_leaves_nothing_to_answer(story: Story) -> None:
    made = story.put()
    actions.dispute(story.caro, label_id=made, words="It is no film", now=MORNING)
    actions.withdraw_label(story.ada, label_id=made, words="Wrong film", now=MORNING)
    assert queries.disputes_waiting(Viewer(story.ada), now=MORNING) == []
    run_due(LATER)
    assert Label.objects.get().end == "withdrawn"
