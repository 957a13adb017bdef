"""A co-op where one human has two profiles, Ada Marsh and A. Works, which both take part in everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance import decisions
from commonhold.civic.governance.actions import propose, vote
from commonhold.civic.meetings.actions import agenda, attending
from commonhold.civic.meetings.actions import calling as meetings
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.roadmap.actions import proposing
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.ground.record import sequencer
from commonhold.social.collections import actions as collections
from commonhold.social.events.actions import Plan, answer_event, plan_event
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.groups.actions.joining import join_group
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Person
from commonhold.social.posts import actions as posts
from tests.cast import MORNING, PASSWORD, befriend, make_person, minutes


def two_faces() -> dict[str, int]:
    """Ada, who founded, has a second profile; both take part in everything, with Ben and the others."""
    ada, ben, caro = found(
        name="Lantern Yard",
        purpose="To try whether two can be told for one.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in ("ada", "ben", "caro")],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=MORNING,
    )
    people.describe_person(ada, display_name="Ada Marsh", summary="Plants trees.", now=MORNING)
    works = people.add_profile(ada, handle="works", display_name="A. Works", now=minutes(1))
    made = {"ada": ada, "ben": ben, "caro": caro, "works": works}
    for name in ("friend", "blocks_ada", "blocked_by_works"):
        made[name] = make_person(name, member=False)
        login = Login.objects.create(email=f"{name}@example.org", created_at=MORNING)
        Person.objects.filter(id=made[name]).update(login=login)
    befriend(ben, made["friend"], made["blocks_ada"], made["blocked_by_works"])
    for each in (ada, works):
        befriend(each, ben, made["friend"], made["blocks_ada"], made["blocked_by_works"])
        people.choose_to_be_found(each, is_searchable=True, is_discoverable=True, now=MORNING)
    _are_everywhere(made)
    _decide(made)
    people.block(made["blocks_ada"], person_id=ada, now=minutes(21))
    people.block(works, person_id=made["blocked_by_works"], now=minutes(21))
    run_due(minutes(22))
    sequencer.sequence(minutes(23))
    return made


def _are_everywhere(made: dict[str, int]) -> None:
    ben, friend = made["ben"], made["friend"]
    made["answered"] = posts.publish_post(ben, text="And you? #seeds", now=minutes(2))
    for name in ("ada", "works"):
        by = made[name]
        made[f"{name}_post"] = posts.publish_post(by, text=f"beans #seeds of {name} @friend", now=minutes(3))
        posts.edit_post(by, post_id=made[f"{name}_post"], text=f"more beans #seeds of {name}", now=minutes(4))
        posts.publish_post(by, text="I, too", in_reply_to=made["answered"], now=minutes(5))
        posts.publish_post(by, text="@friend psst", audience="direct", now=minutes(5))
        posts.favourite_post(by, post_id=made["answered"], now=minutes(5))
        posts.boost_post(by, post_id=made["answered"], now=minutes(5))
        posts.favourite_post(friend, post_id=made[f"{name}_post"], now=minutes(5))
        made["quoting"] = posts.publish_post(ben, text="Read", quoted=made[f"{name}_post"], now=minutes(6))
        moderation.report(friend, about=f"post:{made[f'{name}_post']}", words="Look", now=minutes(7))
    moderation.report(made["works"], about=f"post:{made['answered']}", words="Hm", now=minutes(7))
    posts.thank_author(made["works"], post_id=made["answered"], now=minutes(7))
    soon = clock.now() + timedelta(days=3)
    made["event"] = plan_event(made["works"], plan=Plan("Soup", soon, "UTC"), now=minutes(8))
    made["list"] = lists.make_list(friend, title="Near", now=minutes(8))
    made["collection"] = collections.make_collection(ben, title="Good people", now=minutes(8))
    for name, answer in (("ada", "maybe"), ("works", "yes")):
        answer_event(made[name], event_id=made["event"], answer=answer, now=minutes(9))
        lists.put_on_list(friend, list_id=made["list"], person_id=made[name], now=minutes(9))
        collections.ask_to_include(
            ben, collection_id=made["collection"], person_id=made[name], now=minutes(9)
        )
        collections.accept_inclusion(made[name], collection_id=made["collection"], now=minutes(9))
    group_id = found_group(ben, handle="yard", title="Yard", now=minutes(10))
    join_group(made["works"], group_id=group_id, now=minutes(11))
    join_group(friend, group_id=group_id, now=minutes(11))


def _decide(made: dict[str, int]) -> None:
    made["proposal"] = propose.draft_proposal(
        made["ada"],
        title="A bench",
        text="By the door.",
        decisions=[decisions.Resolve("A bench.")],
        now=minutes(12),
    )
    propose.announce_proposal(made["ada"], proposal_id=made["proposal"], now=minutes(13))
    _meet_and_plan(made)
    vote.give_reason(
        made["ada"], proposal_id=made["proposal"], side="for", text="I am tired", now=minutes(14)
    )


def _meet_and_plan(made: dict[str, int]) -> None:
    ada, soon = made["ada"], minutes(14) + timedelta(days=20)
    made["idea"] = proposing.propose_idea(ada, title="A second bench", now=minutes(14))
    proposing.support_idea(ada, idea_id=made["idea"], now=minutes(14))
    plan = meetings.Plan("general", "Where it stands", "in-person", soon, "By the door")
    made["meeting"] = meetings.plan_meeting(ada, plan=plan, now=minutes(14))
    agenda.add_item(ada, meeting_id=made["meeting"], item=agenda.Item("The bench"), now=minutes(14))
    meetings.call_meeting(ada, meeting_id=made["meeting"], now=minutes(14))
    attending.answer_meeting(ada, meeting_id=made["meeting"], answer="comes", now=minutes(14))


@contextmanager
def as_if_two(made: dict[str, int]) -> Iterator[None]:
    """The second profile signs in by itself."""
    real = Person.objects.get(id=made["works"]).login_id
    alone, _new = Login.objects.get_or_create(
        email="works@example.org", defaults={"created_at": MORNING, "password": "!"}
    )
    Person.objects.filter(id=made["works"]).update(login=alone)
    yield
    Person.objects.filter(id=made["works"]).update(login_id=real)


def client_of(made: dict[str, int], viewer: str) -> Client:
    client = Client()
    if viewer != "stranger":
        client.force_login(get_user_model().objects.get(people=made[viewer]))
    return client
