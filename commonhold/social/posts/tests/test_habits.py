"""How somebody writes unless she says otherwise."""

from __future__ import annotations

import pytest

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import personal_data
from commonhold.social.posts.actions import choose_habits
from commonhold.social.posts.habits import HabitsView, habits_of
from commonhold.social.posts.refusals import (
    UnknownAudience,
    UnknownLanguage,
    UnknownQuotePolicy,
    UnknownReplyControl,
)
from tests.cast import MORNING, minutes

QUIET = HabitsView(
    audience="followers", is_sensitive=True, language="pt-BR", quote_policy="ask", reply_control="followers"
)


def test_habits_are_chosen_changed_exported_and_forgotten(ada: int, ben: int) -> None:
    assert habits_of(Viewer(ada)) == habits_of(ANYONE) == HabitsView()
    choose_habits(ada, habits=QUIET, now=MORNING)
    assert habits_of(Viewer(ada)) == QUIET
    assert habits_of(Viewer(ben)) == HabitsView()
    assert personal_data.export_of(ada)["writes_by_habit"]["language"] == "pt-BR"
    choose_habits(ada, habits=HabitsView(), now=minutes(1))
    assert habits_of(Viewer(ada)) == HabitsView()
    choose_habits(ada, habits=QUIET, now=minutes(2))
    personal_data.erase(ada, minutes(3))
    assert habits_of(Viewer(ada)) == HabitsView()


@pytest.mark.parametrize(
    ("strange", "refusal"),
    [
        (HabitsView(audience="direct"), UnknownAudience),
        (HabitsView(audience="list"), UnknownAudience),
        (HabitsView(quote_policy="some"), UnknownQuotePolicy),
        (HabitsView(reply_control="some"), UnknownReplyControl),
        (HabitsView(language="German"), UnknownLanguage),
    ],
)
def test_what_can_be_no_habit_is_refused(ada: int, strange: HabitsView, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        choose_habits(ada, habits=strange, now=MORNING)
    assert habits_of(Viewer(ada)) == HabitsView()
