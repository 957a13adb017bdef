"""What one missed, and how far one has read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds.actions import remember_place
from commonhold.social.feeds.catching_up import missed
from commonhold.social.feeds.personal_data import erase, export_of
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts.actions import boost_post, publish_post
from tests.cast import MORNING, befriend, make_eve, minutes

DAY = timedelta(days=1)


def _read(person_id: int) -> int:
    return feeds.home_page(Viewer(person_id)).read_up_to


def heaps(person_id: int, days: int = 1) -> list[tuple[str, list[str]]]:
    found = missed(Viewer(person_id), since=MORNING + DAY - days * DAY)
    return [(each.author.handle, [post.text for post in each.posts]) for each in found.voices]


def test_quiet_voices_come_first_and_each_is_read_from_its_beginning(ada: int, ben: int, caro: int) -> None:
    befriend(ada, ben, caro)
    for minute, text in enumerate(("one", "two", "three")):
        publish_post(ben, text=text, now=MORNING + DAY + timedelta(minutes=minute))
    publish_post(caro, text="quietly", now=MORNING + DAY + timedelta(hours=1))
    publish_post(ada, text="her own", now=MORNING + DAY + timedelta(hours=2))
    assert heaps(ada) == [("caro", ["quietly"]), ("ben", ["one", "two", "three"])]


def test_what_was_before_is_left_out_and_boosts_are_folded(ada: int, ben: int, dev: int) -> None:
    befriend(ada, ben)
    publish_post(ben, text="long ago", now=MORNING - DAY)
    far = publish_post(dev, text="from afar", now=MORNING + DAY)
    boost_post(ben, post_id=far, now=MORNING + DAY + timedelta(minutes=1))
    found = missed(Viewer(ada), since=MORNING)
    assert found.voices == ()
    assert [each.post.text for each in found.passed_on] == ["from afar"]
    assert found.is_all
    assert heaps(ada, days=3) == [("ben", ["long ago"])]


def test_a_stranger_and_who_blocked_somebody_miss_nothing_of_them(ada: int, ben: int) -> None:
    befriend(ada, ben)
    publish_post(ben, text="here", now=MORNING + DAY)
    people.block(ada, person_id=ben, now=MORNING + DAY)
    assert heaps(ada) == []
    assert missed(ANYONE, since=MORNING).voices == ()


def test_too_much_is_said_to_be_too_much(ada: int, ben: int) -> None:
    befriend(ada, ben)
    for minute in range(201):
        publish_post(ben, text="again", now=minutes(minute))
    found = missed(Viewer(ada), since=MORNING - DAY)
    assert not found.is_all
    assert len(found.voices[0].posts) == 200


def test_a_place_is_remembered_and_only_moves_on(ada: int, ben: int) -> None:
    befriend(ada, ben)
    first, second = (publish_post(ben, text="hi", now=minutes(each)) for each in (1, 2))
    assert _read(ada) == 0
    remember_place(ada, place=second, now=minutes(3))
    remember_place(ada, place=first, now=minutes(4))
    assert _read(ada) == second
    remember_place(ada, place=1 << 62, now=minutes(5))
    assert _read(ada) == second
    assert _read(ben) == 0
    assert export_of(ada)["read_up_to"]["place"] == str(second)
    erase(ada, minutes(6))
    assert _read(ada) == 0


def test_nobody_reads_no_further(db: None) -> None:
    with pytest.raises(AccountClosed):
        remember_place(7, place=1, now=MORNING)


def test_everything_holds_what_came_from_other_servers(ada: int, ben: int) -> None:
    eve = make_eve()
    here = publish_post(ben, text="here", now=minutes(1))
    there = publish_post(eve, text="there", now=minutes(2))
    assert [each.id for each in feeds.latest(Viewer(ada))] == [here]
    assert [each.id for each in feeds.everything(Viewer(ada))] == [there, here]
