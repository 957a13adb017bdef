"""Everybody chooses what she hears of, how, and of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.jobs.actions import tick
from commonhold.social.notifications import personal_data, queries
from commonhold.social.notifications.actions import notify
from commonhold.social.notifications.actions.wishes import (
    choose_ways,
    dismiss_stranger,
    keep_apart,
    welcome_stranger,
)
from commonhold.social.notifications.kinds import Way
from commonhold.social.notifications.refusals import NobodyAsked, NoSuchKind, NoSuchWish
from commonhold.social.people import actions as people
from commonhold.social.people import personal_data as people_data
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts.actions import favourite_post, publish_post
from commonhold.social.posts.actions.mute import mute_thread, unmute_thread
from commonhold.social.posts.muting import has_muted
from tests.cast import MORNING, make_person, minutes


def told(person_id: int) -> list[str]:
    return [each.kind for each in queries.for_person(Viewer(person_id))]


def waiting(person_id: int) -> dict[str, int]:
    return {each.person.handle: each.count for each in queries.requests(Viewer(person_id))[0]}


def mention(person_id: int, actor_id: int, number: int = 1) -> None:
    notify(person_id=person_id, kind="mention", actor_id=actor_id, subject=f"post:{number}", now=minutes(1))


def test_without_a_wish_the_kind_proposes(ada: int) -> None:
    ways = {each.kind.code: each.ways for each in queries.kind_choices(Viewer(ada))}
    assert ways["reply"] == frozenset(Way)
    assert ways["favourite"] == {Way.HERE}


def test_what_somebody_does_not_want_she_is_not_told(ada: int, ben: int) -> None:
    choose_ways(ada, ways={"mention": []}, now=MORNING)
    mention(ada, ben)
    notify(person_id=ada, kind="follow", actor_id=ben, now=minutes(1))
    assert told(ada) == ["follow"]


def test_what_she_wants_only_by_mail_is_on_no_page_and_rings_no_bell(ada: int, ben: int) -> None:
    choose_ways(ada, ways={"mention": [Way.MAIL]}, now=MORNING)
    mention(ada, ben)
    assert told(ada) == []
    assert queries.unread_count(Viewer(ada)) == 0


def test_a_later_wish_replaces_the_earlier_and_leaves_other_kinds_alone(ada: int) -> None:
    choose_ways(ada, ways={"mention": [], "thanks": []}, now=MORNING)
    choose_ways(ada, ways={"mention": [Way.HERE]}, now=minutes(1))
    ways = {each.kind.code: each.ways for each in queries.kind_choices(Viewer(ada))}
    assert ways["mention"] == {Way.HERE}
    assert not ways["thanks"]


def test_a_kind_that_nobody_offers_is_refused_and_nothing_changes(ada: int) -> None:
    with pytest.raises(NoSuchKind):
        choose_ways(ada, ways={"mention": [], "unheard-of": []}, now=MORNING)
    ways = {each.kind.code: each.ways for each in queries.kind_choices(Viewer(ada))}
    assert ways["mention"] == frozenset(Way)


def test_strangers_can_be_kept_apart_while_people_whom_one_follows_come_in(
    ada: int, ben: int, caro: int
) -> None:
    people.follow(ada, person_id=ben, now=MORNING)
    keep_apart(ada, strangers="apart", newcomers="accept", now=MORNING)
    mention(ada, ben)
    mention(ada, caro, 2)
    mention(ada, caro, 3)
    assert told(ada) == ["mention"]
    assert waiting(ada) == {"caro": 2}
    assert queries.unread_count(Viewer(ada)) == 1
    assert queries.requests(ANYONE) == ([], None)


def test_who_is_kept_apart_is_read_page_by_page(ada: int, ben: int, caro: int) -> None:
    keep_apart(ada, strangers="apart", newcomers="accept", now=MORNING)
    for number, each in enumerate((ben, caro, ben, make_person("gil")), start=1):
        mention(ada, each, number)
    first, older = queries.requests(Viewer(ada), limit=2)
    assert [(each.person.handle, each.count) for each in first] == [("gil", 1), ("ben", 2)]
    last, end = queries.requests(Viewer(ada), before=older, limit=2)
    assert ([(each.person.handle, each.count) for each in last], end) == ([("caro", 1)], None)
    assert queries.request_count(Viewer(ada)) == 3
    assert queries.request_count(ANYONE) == 0


def test_new_accounts_can_be_kept_apart_until_they_are_a_month_old(ada: int) -> None:
    new, old = make_person("new"), make_person("old", now=MORNING - timedelta(days=31))
    keep_apart(ada, strangers="accept", newcomers="apart", now=MORNING)
    mention(ada, new)
    mention(ada, old, 2)
    assert waiting(ada) == {"new": 1}


def test_what_the_co_op_tells_is_never_kept_apart(ada: int, ben: int) -> None:
    keep_apart(ada, strangers="apart", newcomers="apart", now=MORNING)
    notify(person_id=ada, kind="proposal.voting", subject="proposal:1", now=MORNING)
    notify(person_id=ada, kind="members.vouched", actor_id=ben, subject="application:1", now=MORNING)
    assert sorted(told(ada)) == ["members.vouched", "proposal.voting"]


def test_a_stranger_who_is_welcomed_comes_in_with_all_that_waited(ada: int, ben: int) -> None:
    keep_apart(ada, strangers="apart", newcomers="apart", now=MORNING)
    mention(ada, ben)
    welcome_stranger(ada, person_id=ben, now=minutes(2))
    mention(ada, ben, 2)
    assert (told(ada), waiting(ada)) == (["mention", "mention"], {})


def test_a_stranger_who_is_dismissed_may_ask_again(ada: int, ben: int) -> None:
    keep_apart(ada, strangers="apart", newcomers="apart", now=MORNING)
    mention(ada, ben)
    dismiss_stranger(ada, person_id=ben)
    assert (told(ada), waiting(ada)) == ([], {})
    mention(ada, ben)
    assert waiting(ada) == {"ben": 1}


def test_nobody_can_be_let_in_who_does_not_wait(ada: int, ben: int) -> None:
    with pytest.raises(NobodyAsked):
        welcome_stranger(ada, person_id=ben, now=MORNING)
    with pytest.raises(NobodyAsked):
        dismiss_stranger(ada, person_id=ben)


def test_an_answer_that_was_not_offered_is_refused(ada: int) -> None:
    with pytest.raises(NoSuchWish):
        keep_apart(ada, strangers="never", newcomers="accept", now=MORNING)
    assert queries.stranger_choice(Viewer(ada)).strangers == "accept"


def test_wishes_are_hers_to_take_and_go_with_her(ada: int, ben: int) -> None:
    choose_ways(ada, ways={"mention": [Way.MAIL]}, now=MORNING)
    keep_apart(ada, strangers="apart", newcomers="accept", now=MORNING)
    mention(ada, ben)
    notify(person_id=ada, kind="thanks", actor_id=ben, subject="post:1", now=MORNING)
    welcome_stranger(ada, person_id=ben, now=minutes(2))
    exported = personal_data.export_of(ada)
    assert exported["notification_wishes"] == [
        {"kind": "mention", "here": False, "push": False, "mail": True}
    ]
    assert exported["strangers"] == {"strangers": "apart", "newcomers": "accept"}
    assert exported["welcomed"] == ["ben"]
    personal_data.erase(ada, minutes(3))
    empty = personal_data.export_of(ada)
    assert (empty["notification_wishes"], empty["strangers"], empty["welcomed"]) == ([], None, [])


def test_whoever_left_can_wish_nothing(ada: int) -> None:
    people_data.erase(ada, MORNING)
    with pytest.raises(AccountClosed):
        choose_ways(ada, ways={}, now=MORNING)


def test_who_muted_a_thread_is_told_nothing_of_it_until_she_wants_to_again(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Who brings the ladder?", now=MORNING)
    answer = publish_post(ben, text="I do", in_reply_to=first, now=minutes(1))
    mute_thread(ada, post_id=answer, now=minutes(2))
    assert has_muted(Viewer(ada), first)
    assert not has_muted(Viewer(ben), first)
    tick(minutes(3))
    favourite_post(ben, post_id=first, now=minutes(3))
    publish_post(ben, text="@ada really", in_reply_to=answer, now=minutes(3))
    tick(minutes(4))
    assert told(ada) == []
    unmute_thread(ada, post_id=first)
    publish_post(ben, text="Still do", in_reply_to=first, now=minutes(5))
    tick(minutes(6))
    assert told(ada) == ["reply"]
