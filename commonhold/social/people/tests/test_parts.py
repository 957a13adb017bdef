"""Which parts of her page somebody shows to whom."""

from __future__ import annotations

from itertools import product

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import KeptPart, ShownTo
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed, LinesChanged, StrangePart
from tests.cast import MORNING, minutes

PARTS = KeptPart.Part.values


@pytest.fixture
def told(ada: int) -> int:
    """Ada with words in every part."""
    actions.describe_person(ada, display_name="Ada", summary="I keep bees.", now=MORNING)
    lines = [("Garden", "plot 12"), ("Phone", "555 01")]
    actions.add_to_description(ada, pronouns="she/her", fields=lines, now=MORNING)
    return ada


def choose(person_id: int, shown_to: str) -> None:
    lines = {(each.place, each.label): shown_to for each in queries.own_lines(Viewer(person_id))}
    parts = dict.fromkeys(PARTS, shown_to)
    actions.choose_who_sees_parts(person_id, parts=parts, lines=lines, now=MORNING)


def test_every_viewer_gets_every_part_exactly_where_she_is_in_its_audience(told, ben, dev, eve, finn):
    """Ben is a member, Dev follows and is none, Finn is both; Eve follows from elsewhere; Gus is anyone."""
    for each in (dev, finn, eve):
        actions.follow(each, person_id=told, now=MORNING)
    within = {
        "everybody": {told, ben, dev, eve, finn, None},
        "members": {told, ben, finn},
        "followers": {told, dev, eve, finn},
        "nobody": {told},
    }
    for shown_to, viewer in product(ShownTo.values, (told, ben, dev, eve, finn, None)):
        choose(told, shown_to)
        gets = viewer in within[shown_to]
        page = queries.profile(Viewer(viewer), "ada")
        line = queries.described(Viewer(viewer), [told])[told]
        for one in (page, line):
            assert one.summary == ("I keep bees." if gets else ""), (shown_to, viewer)
            assert one.pronouns == ("she/her" if gets else "")
            assert [each.label for each in one.fields] == (["Garden", "Phone"] if gets else [])
        assert line.shows_last_active is gets


def test_a_request_to_follow_shows_nothing_before_it_is_accepted(told, dev):
    choose(told, "followers")
    actions.choose_to_approve_followers(told, approves=True, now=MORNING)
    actions.follow(dev, person_id=told, now=MORNING)
    assert queries.profile(Viewer(dev), "ada").summary == ""
    actions.accept_follow(told, person_id=dev, now=MORNING)
    assert queries.profile(Viewer(dev), "ada").summary == "I keep bees."


def test_each_line_has_an_audience_of_its_own_that_stays_with_it(told):
    actions.choose_who_sees_parts(told, parts={}, lines={(1, "Phone"): "nobody"}, now=MORNING)
    actions.add_to_description(
        told, pronouns="", fields=[("Phone", "555 02"), ("Garden", "plot 12")], now=minutes(1)
    )
    assert [each.label for each in queries.profile(ANYONE, "ada").fields] == ["Garden"]
    # Neither what it is about nor what it says stays: still for as few as the one that went.
    actions.add_to_description(
        told, pronouns="", fields=[("Mobile", "555 03"), ("Garden", "plot 12")], now=minutes(2)
    )
    assert [each.label for each in queries.profile(ANYONE, "ada").fields] == ["Garden"]


def test_what_is_strange_or_has_changed_meanwhile_changes_nothing(told):
    with pytest.raises(StrangePart):
        actions.choose_who_sees_parts(told, parts={"summary": "my cat"}, lines={}, now=MORNING)
    with pytest.raises(StrangePart):
        actions.choose_who_sees_parts(told, parts={"hat": "nobody"}, lines={}, now=MORNING)
    with pytest.raises(LinesChanged):
        actions.choose_who_sees_parts(told, parts={}, lines={(0, "Bees"): "nobody"}, now=MORNING)
    assert set(queries.shown_parts(Viewer(told)).values()) == {"everybody"}


def test_what_was_chosen_is_exported_and_goes_with_her(told):
    choose(told, "nobody")
    kept = personal_data.export_of(told)
    assert kept["parts_kept_to_few"] == dict.fromkeys(sorted(PARTS), "nobody")
    assert {each["shown_to"] for each in kept["fields"]} == {"nobody"}
    personal_data.erase(told, minutes(1))
    assert not KeptPart.objects.exists()
    with pytest.raises(AccountClosed):
        choose(told, "everybody")
