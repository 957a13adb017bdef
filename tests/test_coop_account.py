"""The account that speaks for the co-op: one, nobody's, and no human."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commonhold.ground.jobs import actions as jobs
from commonhold.social.apps.actions import mint_token
from commonhold.social.collections.actions import ask_to_include, make_collection
from commonhold.social.conversations.actions import between
from commonhold.social.conversations.refusals import ReceivesNothing
from commonhold.social.groups.actions.joining import invite_to_group
from commonhold.social.notifications import actions as notifications
from commonhold.social.notifications.models import Notification
from commonhold.social.people import actions, queries
from commonhold.social.people.models import CoopAccount, Follow
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import CircleKeptBack, NoHuman
from commonhold.social.posts.actions import favourite_post, publish_post, thank_author
from commonhold.social.posts.census import census, weeks
from commonhold.social.posts.refusals import ThanksToTheCoop
from tests.cast import MORNING, make_group_of, make_person, minutes

pytestmark = pytest.mark.django_db


def opened(*followers: int, handles: tuple[str, ...] = ("lantern", "lantern_coop")) -> int:
    return actions.open_coop_account(
        wanted_handles=handles, name="Lantern Street", summary="Ours.", followers=followers, now=MORNING
    )


def test_there_is_one_and_whoever_opens_it_again_brings_its_name_up_to_date(ada: int) -> None:
    coop = opened(ada)
    actions.unfollow(ada, person_id=coop, now=minutes(1))
    again = actions.open_coop_account(
        wanted_handles=["other"], name="Lantern Court", summary="New.", followers=[ada], now=minutes(2)
    )
    assert again == coop == queries.coop_account_id()
    shown = queries.profile(ANYONE, "lantern")
    assert (shown.name, shown.summary, shown.is_coop) == ("Lantern Court", "New.", True)
    assert not queries.is_following(Viewer(ada), coop)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoopAccount.objects.create(id=2, person_id=ada, since=MORNING)


def test_a_name_that_somebody_has_or_had_is_not_taken(ada: int) -> None:
    opened(handles=("ADA".lower(), "ada_coop"))
    assert queries.person(ANYONE, queries.coop_account_id() or 0).handle == "ada_coop"


def test_a_name_that_is_kept_for_the_co_op_is_its_own(db: None) -> None:
    opened(handles=("commonhold",))
    assert queries.profile(ANYONE, "commonhold").is_coop


def test_before_it_there_is_nothing_to_follow(ada: int) -> None:
    assert queries.coop_account_id() is None
    actions.follow_coop(ada, now=MORNING)
    assert not Follow.objects.exists()


def test_somebody_who_keeps_it_away_is_left_in_peace(ada: int, ben: int) -> None:
    coop = opened()
    actions.block(ada, person_id=coop, now=MORNING)
    for each in (ada, ben, coop):
        actions.follow_coop(each, now=minutes(1))
    assert [each.id for each in queries.followers(Viewer(coop), coop)] == [ben]


def test_who_follows_it_is_no_list_of_members_for_everybody(ada: int, ben: int) -> None:
    opened(ada, ben)
    with pytest.raises(CircleKeptBack):
        queries.circle_of_followers(ANYONE, "lantern")
    assert queries.profile(ANYONE, "lantern").followers is None
    assert queries.described(Viewer(ada), [queries.coop_account_id() or 0]).popitem()[1].followers is None


def test_nobody_signs_in_as_it(db: None) -> None:
    coop = opened()
    assert queries.email_to_sign_in("lantern") is None
    assert queries.mail_address(coop) is None
    with pytest.raises(NoHuman):
        mint_token(person_id=coop, scopes="read", now=MORNING)
    with pytest.raises(NoHuman):
        queries.must_own_for_human(coop)


def test_it_is_no_human_where_humans_are_counted(db: None) -> None:
    make_person("ada", signs_in=True)
    publish_post(opened(), text="A vote is open.", now=MORNING)
    counted = census(now=minutes(60))
    assert (counted.people, counted.active_month, counted.posts) == (1, 0, 1)
    assert weeks(now=minutes(60))[0].writers == 0
    assert queries.suggested(Viewer(make_person("ben"))) == []


def test_messages_to_it_would_reach_nobody(ada: int, ben: int) -> None:
    coop = opened(ada)
    for others in ([coop], [coop, ben]):
        with pytest.raises(ReceivesNothing):
            between(ada, people_ids=others, now=MORNING)


def test_nobody_waits_for_its_answer(ada: int) -> None:
    coop = opened(ada)
    with pytest.raises(NoHuman):
        ask_to_include(
            ada, collection_id=make_collection(ada, title="Near", now=MORNING), person_id=coop, now=MORNING
        )
    with pytest.raises(NoHuman):
        invite_to_group(ada, group_id=make_group_of(ada), person_id=coop, now=MORNING)


def test_it_is_told_of_nothing_and_thanked_for_nothing(ada: int, ben: int) -> None:
    coop = opened(ada)
    post = publish_post(coop, text="A vote is open.", now=MORNING)
    favourite_post(ada, post_id=post, now=minutes(1))
    jobs.run_due(minutes(1))
    notifications.notify_all(people_ids=[coop, ada], kind="vouch", actor_id=ben, now=minutes(2))
    assert list(Notification.objects.values_list("person_id", flat=True)) == [ada]
    with pytest.raises(ThanksToTheCoop):
        thank_author(ada, post_id=post, now=minutes(3))
