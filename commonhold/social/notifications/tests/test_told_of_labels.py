"""Whoever a label concerns is told of it, and whoever can take it back of a dispute."""

from __future__ import annotations

from commonhold.ground.jobs.actions import run_due
from commonhold.social.labels import actions
from commonhold.social.notifications import queries
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING


def told(person_id: int) -> list[str]:
    run_due(MORNING)
    return [each.kind for each in queries.for_person(Viewer(person_id))]


def test_a_label_its_dispute_and_its_answer_are_told_to_whom_they_concern(
    coop: str, ada: int, caro: int
) -> None:
    labeler = actions.open_labeler(ada, title="Ada's", values=["spoiler", "sad"], now=MORNING)
    post = publish_post(caro, text="The butler did it", now=MORNING)
    for value, withdraws, answer in (("spoiler", True, "label.taken-off"), ("sad", False, "label.kept")):
        made = actions.put_label(ada, labeler_id=labeler, about=f"post:{post}", value=value, now=MORNING)
        assert told(caro)[0] == "label.put"
        actions.dispute(caro, label_id=made, words="No", now=MORNING)
        assert told(ada)[0] == "label.disputed"
        actions.answer_dispute(ada, label_id=made, withdraws=withdraws, words="Well", now=MORNING)
        assert told(caro)[0] == answer


def test_who_labels_her_own_is_told_nothing(coop: str, ada: int) -> None:
    labeler = actions.open_labeler(ada, title="Ada's", values=["ai-made"], now=MORNING)
    post = publish_post(ada, text="Drawn by a program", now=MORNING)
    actions.put_label(ada, labeler_id=labeler, about=f"post:{post}", value="ai-made", now=MORNING)
    assert told(ada) == []
