"""Whoever would be shown in a collection is asked; its curator hears of a yes, and of nothing else."""

from __future__ import annotations

from commonhold.ground.jobs.actions import tick
from commonhold.social.collections import actions as collections
from commonhold.social.notifications import queries
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes


def told(person_id: int) -> list[tuple[str, str]]:
    assert all(ran.ok for ran in tick(minutes(60)))
    return [(each.kind, each.words) for each in queries.for_person(Viewer(person_id))]


def test_being_asked_and_agreeing_are_told(ada: int, ben: int) -> None:
    made = collections.make_collection(ada, title="Growers", now=MORNING)
    collections.ask_to_include(ada, collection_id=made, person_id=ben, now=MORNING)
    assert told(ben) == [("collection-asked", "Growers")]
    collections.accept_inclusion(ben, collection_id=made, now=minutes(1))
    assert told(ada) == [("collection-accepted", "Growers")]
    assert told(ben) == [], "the question is answered"


def test_a_no_is_not_told_and_a_question_taken_back_is_gone(ada: int, ben: int, caro: int) -> None:
    made = collections.make_collection(ada, title="Growers", now=MORNING)
    for each in (ben, caro):
        collections.ask_to_include(ada, collection_id=made, person_id=each, now=MORNING)
    collections.decline_inclusion(ben, collection_id=made, now=minutes(1))
    assert told(ada) == told(ben) == []
    collections.take_out(ada, collection_id=made, person_id=caro, now=minutes(2))
    assert told(caro) == []
