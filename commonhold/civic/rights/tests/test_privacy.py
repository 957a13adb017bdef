"""Choosing who gets what, and seeing it as others do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.apps import apps

from commonhold.civic.rights.actions import choose_privacy, say_to_purpose
from commonhold.civic.rights.queries import Eyes, chosen, seen_as
from commonhold.ground.refusal import Refusal
from commonhold.social.bridging import queries as bridging
from commonhold.social.consents import queries as consents
from commonhold.social.consents.purposes import BRIDGING, PURPOSES, READING, RESEARCH
from commonhold.social.feeds import ranked
from commonhold.social.people import actions, queries
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import StrangePart
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, minutes

pytestmark = pytest.mark.usefixtures("coop")


@pytest.fixture
def told(ada: int, ben: int) -> int:
    actions.describe_person(ada, display_name="Ada", summary="I keep bees.", now=MORNING)
    actions.add_to_description(ada, pronouns="she/her", fields=[("Garden", "plot 12")], now=MORNING)
    actions.follow(ben, person_id=ada, now=MORNING)
    return ada


def shown_of(purpose: str, person_id: int) -> str:
    (digest,) = (each.shown.digest for each in consents.purposes(Viewer(person_id)) if each.key == purpose)
    return digest


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_all_that_was_chosen_is_what_holds(told):
    before = chosen(Viewer(told))
    wanted = replace(
        before,
        parts=dict.fromkeys(before.parts, "followers"),
        lines={(0, "Garden"): "members"},
        circle="nobody",
        approves_followers=True,
        is_searchable=True,
        is_discoverable=True,
        is_recommended=False,
        writers="nobody",
        ads=False,
    )
    choose_privacy(told, choices=wanted, now=minutes(1))
    assert chosen(Viewer(told)) == wanted
    choose_privacy(told, choices=before, now=minutes(2))
    assert chosen(Viewer(told)) == before


def test_one_strange_choice_changes_nothing_at_all(told):
    before = chosen(Viewer(told))
    with pytest.raises(Refusal):
        choose_privacy(told, choices=replace(before, circle="nobody", writers="my cat"), now=minutes(1))
    strange = replace(before, circle="nobody", lines={(0, "Garden"): "my cat"})
    with pytest.raises(StrangePart):
        choose_privacy(told, choices=strange, now=minutes(1))
    assert chosen(Viewer(told)) == before


def test_each_pair_of_eyes_gets_what_such_a_viewer_gets(told, dev, ben, finn):
    """Dev follows and is no member, Finn is a member and does not follow: the made-up ones see the same."""
    actions.follow(dev, person_id=told, now=MORNING)
    for audience in ("public", "followers", "members"):
        publish_post(told, text=f"For {audience}", audience=audience, now=minutes(1))
    for shown_to in ("everybody", "members", "followers", "nobody"):
        parts = dict.fromkeys(queries.shown_parts(Viewer(told)), shown_to)
        actions.choose_who_sees_parts(told, parts=parts, lines={(0, "Garden"): shown_to}, now=minutes(2))
        for eyes, real in ((Eyes.STRANGER, None), (Eyes.MEMBER, finn), (Eyes.FOLLOWER, dev)):
            seen, page = seen_as(Viewer(told), eyes, now=minutes(3)), queries.profile(Viewer(real), "ada")
            assert (seen.profile.summary, seen.profile.fields) == (page.summary, page.fields)
            assert seen.profile.followers == page.followers == 2
            assert (seen.last_active is not None) is bool(page.pronouns)
            texts = {each.html for each in seen.posts}
            assert ("followers" in str(texts)) is (eyes is Eyes.FOLLOWER)
            assert ("members" in str(texts)) is (eyes is Eyes.MEMBER)


def test_of_the_made_up_viewer_nothing_stays_and_nobody_is_told(told):
    actions.choose_to_approve_followers(told, approves=True, now=MORNING)
    before = rows()
    for eyes in Eyes:
        seen_as(Viewer(told), eyes, now=minutes(3))
    assert rows() == before


def test_who_keeps_her_circle_back_sees_that_it_is(told):
    actions.choose_who_sees_circle(told, shown_to="followers", now=MORNING)
    assert seen_as(Viewer(told), Eyes.STRANGER, now=minutes(1)).followers is None
    circle = seen_as(Viewer(told), Eyes.FOLLOWER, now=minutes(1)).followers
    assert [each.person.name for each in circle.people] == ["Ben"]


def test_a_yes_or_no_on_the_page_is_what_the_rooms_read(told):
    for purpose in PURPOSES:
        say_to_purpose(told, purpose=purpose, is_given=True, digest=shown_of(purpose, told), now=minutes(1))
    assert consents.allowing(RESEARCH) == {told}
    assert ranked.allowed_by(Viewer(told)) == {"reading", "language"}
    assert bridging.takes_part(Viewer(told))
    for purpose in (READING, BRIDGING):
        say_to_purpose(told, purpose=purpose, is_given=False, digest=shown_of(purpose, told), now=minutes(2))
    assert ranked.allowed_by(Viewer(told)) == {"language"}
    assert not bridging.takes_part(Viewer(told))
