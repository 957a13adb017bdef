from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.actions.agreeing import must_agree
from commonhold.social.people.queries import ANYONE, ToAgree, Viewer
from commonhold.social.people.refusals import NotAgreed
from tests.cast import MORNING, PASSWORD

LATER = MORNING + timedelta(days=1)
_NUMBERS = count(1)


def voted(key: str, value: str | int) -> None:
    number = next(_NUMBERS)
    because = Enactment(number, MORNING, f"proposal:{number}", UNANIMOUS)
    charter_actions.amend(key, value, because=because)


def signs_up(*, agrees: bool, handle: str = "gus") -> int:
    return actions.sign_up(
        email=f"{handle}@example.org",
        password=PASSWORD,
        handle=handle,
        display_name=handle,
        agrees=agrees,
        occasion="signing up",
        now=MORNING,
    )


def test_where_nothing_is_written_down_nobody_is_asked(db):
    assert not queries.asked_of_newcomers()
    gus = signs_up(agrees=False)
    assert not queries.still_to_agree(gus)
    assert queries.agreements(Viewer(gus)) == []


def test_whoever_signs_up_accepts_what_holds_with_its_date_and_versions(db):
    voted("texts.terms", "Be kind.")
    voted("texts.minimum_age", 16)
    with pytest.raises(NotAgreed, match="16 years") as refused:
        signs_up(agrees=False)
    must_agree(True)
    assert refused.value.field == "agreement"
    gus = signs_up(agrees=True)
    [found] = queries.agreements(Viewer(gus))
    assert (found.at, found.occasion, found.minimum_age) == (MORNING, "signing up", 16)
    assert (found.terms_version, found.privacy_version) == (1, 0)
    assert queries.agreements(ANYONE) == []
    assert not queries.still_to_agree(gus)


def test_a_change_asks_anew_for_what_changed_and_for_that_alone(db):
    voted("texts.terms", "Be kind.")
    gus = signs_up(agrees=True)
    voted("texts.privacy", "We keep little.")
    assert queries.still_to_agree(gus) == ToAgree(privacy=True)
    voted("co_op.name", "Lantern Yard")
    assert queries.still_to_agree(gus) == ToAgree(privacy=True)
    actions.agree(gus, occasion="signing in", now=LATER)
    actions.agree(gus, occasion="signing in", now=LATER)
    assert [each.at for each in queries.agreements(Viewer(gus))] == [LATER, MORNING]
    assert not queries.still_to_agree(gus)


def test_a_higher_minimum_age_is_asked_for_and_a_lower_one_is_not(db):
    voted("texts.minimum_age", 16)
    gus = signs_up(agrees=True)
    voted("texts.minimum_age", 14)
    assert not queries.still_to_agree(gus)
    voted("texts.minimum_age", 18)
    assert queries.still_to_agree(gus) == ToAgree(minimum_age=18)


def test_an_occasion_that_needs_it_refuses_or_notes_it(db):
    gus = signs_up(agrees=False)
    voted("texts.terms", "Be kind.")
    with pytest.raises(NotAgreed, match="tick the box"):
        actions.agree_if_asked(gus, agrees=False, occasion="joining", now=LATER)
    actions.agree_if_asked(gus, agrees=True, occasion="joining", now=LATER)
    actions.agree_if_asked(gus, agrees=False, occasion="joining", now=LATER)
    assert [each.occasion for each in queries.agreements(Viewer(gus))] == ["joining"]


def test_agreements_are_taken_along_and_erased(db):
    voted("texts.terms", "Be kind.")
    gus = signs_up(agrees=True)
    [kept] = personal_data.export_of(gus)["agreements"]
    assert (kept["occasion"], kept["terms_version"], kept["at"]) == ("signing up", 1, MORNING.isoformat())
    personal_data.erase(gus, LATER)
    assert personal_data.export_of(gus)["agreements"] == []


def test_no_birthday_is_kept_anywhere(db):
    voted("texts.minimum_age", 16)
    gus = signs_up(agrees=True)
    assert "birth" not in str(personal_data.export_of(gus))
