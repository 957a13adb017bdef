"""Who blocked whom: neither meets the other among people, whatever page it is. A friend meets her on each.

A page on which somebody is named adds a line to `MET`, and what made her be there to `_is_everywhere`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.exchange.actions import pooling
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.social.collections import actions as collections
from commonhold.social.events.actions import Plan, answer_event, plan_event
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.groups.actions.joining import invite_to_group, join_group
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Person
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Post
from tests.cast import MORNING, befriend, make_person, minutes

#: How the viewer and Ada stand. The friend shows that each page would name her.
VIEWERS = ("friend", "blocked", "blocker")
NAME = "Zqada Marsh"  # nobody else is called so, and nobody's handle contains it

#: Pages that name Ada to a friend; `{…}` is filled from what the village made.
MET = [
    "/",
    "/local",
    "/all",
    "/discover",
    "/tags/seeds",
    "/search?q=beans",
    "/search?q=ada&what=people",
    "/notifications",
    "/messages",
    "/messages/{talk}",
    "/lists/{list}",
    "/lists/{list}/people",
    "/collections",
    "/collections/{theirs}",
    "/collections/{hers}",
    "/exchange/collections/{pool}",
    "/g/yard/members",
    "/events",
    "/events/{hosted}",
    "/events/{visited}",
    "/@ada",
    "/@ada/followers",
    "/@ada/following",
    "/@ada/note",
    "/@ada/remove-follower",
    "/@ben",
    "/@ben/followers",
    "/@ben/followers?known=1",
    "/@ben/following",
    "/@ada/lists",
    "/@ada/{post}",
    "/@ben/{quoting}",
    "/@ben/{answered}",
    "/@{me}/{mine}",
    "/@{me}/{mine}/quotes",
    "/compose?reply_to={post}",
    "/report?about=post:{post}",
    "/report?about=event:{hosted}",
]
#: Where the one who blocked reads the name of whom she blocked, and can end it.
OWN_WORD = {("blocker", "/@ada")}


@pytest.fixture(params=VIEWERS)
def viewer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def places(db: None, viewer: str) -> dict[str, object]:
    """What Ada is part of; then she and the viewer part, or don't."""
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)
    ada, ben, me = (make_person(name, member=True) for name in ("ada", "ben", viewer))
    Person.objects.filter(id=ada).update(display_name=NAME)
    login = Login.objects.create(email="me@example.org", created_at=MORNING)
    Person.objects.filter(id=me).update(login=login)
    made = _is_everywhere(ada, ben, me)
    run_due(minutes(20))
    if viewer == "blocked":
        people.block(ada, person_id=me, now=minutes(21))
    if viewer == "blocker":
        people.block(me, person_id=ada, now=minutes(21))
    return {"me": viewer, **made}


def _is_everywhere(ada: int, ben: int, me: int) -> dict[str, int]:
    befriend(ada, ben, me)
    people.choose_to_be_found(ada, is_searchable=True, is_discoverable=True, now=MORNING)
    made = {"mine": posts.publish_post(me, text="Mine", now=MORNING)}
    made["post"] = posts.publish_post(ada, text="beans #seeds", now=minutes(1))
    posts.edit_post(ada, post_id=made["post"], text="more beans #seeds", now=minutes(2))
    made["answered"] = posts.publish_post(ben, text="And you?", now=minutes(1))
    posts.publish_post(ada, text="I, too", in_reply_to=made["answered"], now=minutes(2))
    posts.publish_post(ada, text="So it is", in_reply_to=made["mine"], now=minutes(2))
    posts.publish_post(ada, text="Look", quoted=made["mine"], now=minutes(2))
    posts.thank_author(ada, post_id=made["mine"], now=minutes(2))
    made["quoting"] = posts.publish_post(ben, text="Read this", quoted=made["post"], now=minutes(3))
    said = posts.publish_post(ada, text="@friend @blocked @blocker psst", audience="direct", now=minutes(3))
    made["talk"] = Post.objects.values_list("channel_id", flat=True).get(id=said) or 0
    made["list"] = lists.make_list(me, title="Near", now=minutes(3))
    lists.put_on_list(me, list_id=made["list"], person_id=ada, now=minutes(3))
    made["theirs"] = _collected(ben, ada)
    made["hers"] = _collected(ada, ben)
    made["pool"] = pooling.found_pool(ben, title="Lights", now=minutes(4))
    asked = pooling.ask_to_take_in(ben, pool_id=made["pool"], person_id=ada, now=minutes(4))
    pooling.accept_place(ada, question_id=asked, accepts=True, now=minutes(4))
    group_id = found_group(ben, handle="yard", title="Yard", now=minutes(4))
    join_group(ada, group_id=group_id, now=minutes(5))
    join_group(me, group_id=group_id, now=minutes(5))
    other = found_group(ada, handle="shed", title="Shed", joining="invitation", now=minutes(5))
    invite_to_group(ada, group_id=other, person_id=me, now=minutes(6))
    soon = clock.now() + timedelta(days=3)
    made["hosted"] = plan_event(ada, plan=Plan(f"{NAME} cooks", soon, "UTC"), now=minutes(6))
    made["visited"] = plan_event(ben, plan=Plan("Soup", soon, "UTC"), now=minutes(6))
    answer_event(ada, event_id=made["visited"], answer="yes", now=minutes(7))
    return made


def _collected(by: int, whom: int) -> int:
    made = collections.make_collection(by, title="Good people", now=minutes(4))
    collections.ask_to_include(by, collection_id=made, person_id=whom, now=minutes(4))
    collections.accept_inclusion(whom, collection_id=made, now=minutes(4))
    return made


def test_two_who_are_apart_meet_on_no_page(viewer: str, places: dict[str, object]) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(email="me@example.org"))
    wrong = []
    for address in MET:
        answer = client.get(address.format(**places))
        assert answer.status_code < 500, address
        is_named = NAME in answer.content.decode()
        if is_named != (viewer == "friend" or (viewer, address) in OWN_WORD):
            wrong.append(address)
    assert wrong == []
