"""Who people of other servers are: written down once, described anew, and nobody takes another's name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.actors import queries
from commonhold.social.actors.actions import ActorFacts, Picture, know_actor, miss_actor
from commonhold.social.actors.refusals import NameOfSomebodyElse
from commonhold.social.people import actions as people
from commonhold.social.people.actions import Described
from commonhold.social.people.models import Person
from commonhold.social.people.queries import ANYONE
from commonhold.social.portraits.elsewhere import show_elsewhere
from commonhold.social.portraits.queries import of
from tests.cast import MORNING, minutes

_EVE = "https://elsewhere.example/users/eve"


def _facts(uri: str = _EVE, **more: object) -> ActorFacts:
    described = Described("eve", "elsewhere.example", "Eve")
    said = {"uri": uri, "kind": "Person", "described": described, "inbox": f"{uri}/inbox", **more}
    return ActorFacts(**said)  # type: ignore[arg-type]  # the fields by their names


def test_somebody_is_known_with_her_keys_and_picture(db: None) -> None:
    keys = [(f"{_EVE}#main-key", "PEM")]
    eve = know_actor(_facts(keys=keys, avatar=Picture("https://elsewhere.example/a.png", "Eve")), now=MORNING)
    assert queries.pem_of(f"{_EVE}#main-key") == (eve, "PEM")
    assert Person.objects.get(id=eve).avatar.startswith("/media/")
    assert know_actor(_facts(keys=[(f"{_EVE}#new", "PEM")]), now=minutes(1)) == eve
    assert queries.pem_of(f"{_EVE}#main-key") is None
    assert Person.objects.get(id=eve).avatar == ""


def test_a_name_of_somebody_else_is_not_taken_unless_her_server_gives_it(db: None) -> None:
    eve = know_actor(_facts(), now=MORNING)
    with pytest.raises(NameOfSomebodyElse):
        know_actor(_facts("https://elsewhere.example/users/2"), now=MORNING)
    again = know_actor(_facts("https://elsewhere.example/users/2", name_is_checked=True), now=minutes(1))
    assert again == eve


def test_a_picture_elsewhere_is_shown_changed_and_taken_down(db: None) -> None:
    eve = people.meet_remote_person(handle="eve", domain="e.example", display_name="Eve", now=MORNING)
    show_elsewhere(eve, kind="header", source="https://e.example/1.png", alt="Beans", now=MORNING)
    header = of(ANYONE, eve).header
    assert header is not None
    assert header.alt == "Beans"
    show_elsewhere(eve, kind="header", source="", alt="", now=minutes(1))
    assert of(ANYONE, eve).header is None


def test_who_is_not_found_is_gone_after_four_times_a_day_apart(db: None) -> None:
    eve = know_actor(_facts(), now=MORNING)
    for days in range(3):
        for hours in (0, 1, 23):
            now = MORNING + timedelta(days=days, hours=hours)
            assert not miss_actor(_EVE, is_for_good=False, now=now)
    assert Person.objects.get(id=eve).removed_at is None
    assert miss_actor(_EVE, is_for_good=False, now=MORNING + timedelta(days=3))
    assert Person.objects.get(id=eve).removed_at == MORNING + timedelta(days=3)


def test_who_is_found_again_was_never_missing(db: None) -> None:
    know_actor(_facts(), now=MORNING)
    for days in range(3):
        miss_actor(_EVE, is_for_good=False, now=MORNING + timedelta(days=days))
    know_actor(_facts(), now=MORNING + timedelta(days=3))
    assert not miss_actor(_EVE, is_for_good=False, now=MORNING + timedelta(days=4))


def test_who_is_said_to_be_gone_is_gone_at_once(db: None) -> None:
    know_actor(_facts(), now=MORNING)
    assert miss_actor(_EVE, is_for_good=True, now=MORNING)
    assert not miss_actor("https://elsewhere.example/users/2", is_for_good=True, now=MORNING)
