"""The first hour: steps are taken, skipped, kept, and end."""

from __future__ import annotations

import pytest

from commonhold.social.first_hour import actions, personal_data, queries
from commonhold.social.first_hour.refusals import NoSuchStep
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, minutes


def states(person_id: int) -> dict[str, str]:
    return {each.step: each.state for each in queries.progress(Viewer(person_id)).steps}


def test_steps_are_taken_or_skipped_in_any_order_and_kept(ada: int, ben: int) -> None:
    actions.take_step(ada, step="company", now=MORNING)
    actions.skip_step(ada, step="interests", now=minutes(1))
    assert states(ada)["company"] == "taken"
    assert states(ada)["interests"] == "skipped"
    assert set(states(ben).values()) == {""}
    progress = queries.progress(Viewer(ada))
    assert (progress.next, progress.after("friends"), progress.after("news")) == (
        "friends",
        "yourself",
        "friends",
    )


def test_what_was_skipped_is_taken_later_and_what_was_taken_is_not_skipped(ada: int) -> None:
    actions.skip_step(ada, step="news", now=MORNING)
    actions.take_step(ada, step="news", now=minutes(1))
    actions.skip_step(ada, step="news", now=minutes(2))
    assert states(ada)["news"] == "taken"


def test_it_ends_when_the_rest_is_skipped(ada: int) -> None:
    actions.take_step(ada, step="interests", now=MORNING)
    assert not queries.progress(Viewer(ada)).is_over
    actions.skip_the_rest(ada, now=minutes(1))
    assert queries.progress(Viewer(ada)).is_over
    assert states(ada)["interests"] == "taken"


def test_there_are_no_other_steps(ada: int) -> None:
    for act in (actions.take_step, actions.skip_step):
        with pytest.raises(NoSuchStep):
            act(ada, step="dance", now=MORNING)
    with pytest.raises(NoSuchStep):
        queries.progress(ANYONE).number_of("dance")


def test_steps_are_exported_and_erased(ada: int) -> None:
    actions.take_step(ada, step="news", now=MORNING)
    exported = personal_data.export_of(ada)["first_hour"]
    assert [(each["step"], each["state"]) for each in exported] == [("news", "taken")]
    personal_data.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"first_hour": []}
