"""What a server passes on of others is hearsay: the post's own server is asked, and nobody else believed."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.incoming import passed_on
from commonhold.doors.activitypub.incoming.tests.conftest import (
    EVE,
    Json,
    Mouth,
    OtherServers,
    meet,
    note,
    reads,
)
from commonhold.doors.activitypub.incoming.tests.test_hostile import activities, life, of_others
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.models import Post, PostElsewhere
from commonhold.social.received.models import Received
from tests.cast import MORNING, minutes

__all__ = ["life"]

TOM = "https://third.example/users/tom"
TOMS = "https://third.example/notes/far"


@pytest.fixture
def tom(coop: None) -> int:
    return meet(TOM)


@pytest.fixture
def far(tom: int) -> int:
    """A post of Tom's that is here already."""
    arrived = ArrivedPost(uri=TOMS, html="<p>from afar</p>", published_at=MORNING)
    return posts.arrive_post(tom, arrived=arrived, now=MORNING)


def passes_on(mouth: Mouth, verb: str, thing: Json | str, **more: object) -> str:
    """Eve's server passes on what Tom is said to have done."""
    return mouth.tell(mouth.activity(verb, thing, by=TOM), by=EVE, **more)  # type: ignore[arg-type]


def test_an_answer_that_is_passed_on_comes_from_its_own_server(
    mouth: Mouth, servers: OtherServers, tom: int, post: int
):
    real = note("real", by=TOM, inReplyTo=addresses.post(post))
    servers.documents[real["id"]] = real
    forged = {**real, "content": "<p>forged</p>"}
    assert passes_on(mouth, "Create", forged) == ""
    row = PostElsewhere.objects.get(uri=real["id"]).post
    assert (row.html, row.author_id, row.in_reply_to_id) == ("<p>real</p>", tom, post)
    assert passes_on(mouth, "Create", forged) == ""
    assert servers.asked.count(real["id"]) == 1


def test_what_is_passed_on_of_somebody_followed_here_comes_too(
    mouth: Mouth, servers: OtherServers, tom: int, ada: int
):
    real = note("real", by=TOM)
    servers.documents[real["id"]] = real
    assert passes_on(mouth, "Create", real["id"]) != ""
    reads(ada, tom)
    assert passes_on(mouth, "Update", real["id"]) == ""
    assert PostElsewhere.objects.filter(uri=real["id"]).exists()


def test_what_answers_nothing_here_or_is_for_few_as_its_own_server_has_it_stays_there(
    mouth: Mouth, servers: OtherServers, tom: int, post: int
):
    said = note("said", by=TOM, inReplyTo=addresses.post(post))
    for real in ({**said, "inReplyTo": None}, {**said, "to": [f"{TOM}/followers"]}):
        servers.documents[said["id"]] = real
        assert passes_on(mouth, "Create", said) != ""
    assert passes_on(mouth, "Create", {**said, "inReplyTo": None}) == "nobody here reads what was passed on"
    assert not PostElsewhere.objects.exists()


def test_a_change_is_read_where_the_post_lies(mouth: Mouth, servers: OtherServers, far: int):
    real = {**note("far", by=TOM, updated="2026-05-04T09:30:00Z"), "content": "<p>anew</p>"}
    servers.documents[TOMS] = real
    assert passes_on(mouth, "Update", {**real, "content": "<p>forged</p>"}, now=minutes(40)) == ""
    assert Post.objects.get(id=far).html == "<p>anew</p>"


def test_only_what_its_own_server_says_is_gone_is_removed(mouth: Mouth, servers: OtherServers, far: int):
    servers.documents[TOMS] = {**note("far", by=TOM), "content": "<p>from afar</p>"}
    assert passes_on(mouth, "Delete", {"id": TOMS, "type": "Tombstone"}) == ""
    assert Post.objects.get(id=far).removed_at is None
    servers.gone.add(TOMS)
    assert passes_on(mouth, "Delete", TOMS) == ""
    assert Post.objects.get(id=far).removed_at == MORNING
    assert passes_on(mouth, "Delete", TOMS) == ""


def test_a_server_that_is_away_is_asked_later(mouth: Mouth, servers: OtherServers, far: int):
    servers.away = {"third.example"}
    assert passes_on(mouth, "Delete", TOMS) == "waits"
    servers.away, servers.gone = set(), {TOMS}
    assert Post.objects.get(id=far).removed_at is None
    mouth.work_through(minutes(1440))
    assert Post.objects.get(id=far).removed_at == minutes(1440)


def test_what_is_for_few_is_not_taken_away_because_ours_is_not_shown_it(
    mouth: Mouth, servers: OtherServers, tom: int, ada: int
):
    reads(ada, tom)
    arrived = ArrivedPost(uri=TOMS, html="<p>for few</p>", published_at=MORNING, audience="followers")
    own = posts.arrive_post(tom, arrived=arrived, now=MORNING)
    servers.gone.add(TOMS)
    assert passes_on(mouth, "Delete", TOMS) == "it is for few, and only its own server speaks of it"
    assert Post.objects.get(id=own).removed_at is None
    assert servers.asked.count(TOMS) == 0


@pytest.mark.parametrize("verb", ["Like", "Follow", "Undo", "Announce", "Block", "Move"])
def test_no_other_deed_can_be_passed_on(mouth: Mouth, tom: int, post: int, verb: str):
    assert passes_on(mouth, verb, addresses.post(post)) == "nobody speaks for somebody else"


def test_nobody_passes_on_what_lies_with_us_or_with_another_server_than_its_author(
    mouth: Mouth, servers: OtherServers, tom: int, post: int
):
    for uri in (addresses.post(post), "https://elsewhere.example/notes/1"):
        assert passes_on(mouth, "Delete", uri) == "nobody speaks for somebody else"
    assert servers.asked.count("https://elsewhere.example/notes/1") == 0


def test_nobody_has_us_look_without_end(
    mouth: Mouth, servers: OtherServers, far: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(passed_on, "MOST_LOOKS", 3)
    servers.documents[TOMS] = note("far", by=TOM)
    told = [passes_on(mouth, "Delete", TOMS) for _each in range(5)]
    assert told[:3] == [""] * 3
    assert all("too much was passed on" in each for each in told[3:])
    assert servers.asked.count(TOMS) == 3
    assert passes_on(mouth, "Delete", TOMS, now=minutes(61)) == ""


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=some.data())
def test_who_passes_on_changes_nothing_of_others_but_what_their_own_server_says(
    life: list[str], data: some.DataObject
):
    """Tom's server gives one truth about his one post; whatever is said of him, that is what is here."""
    uri = "https://third.example/notes/1"
    is_gone = data.draw(some.booleans())
    told = data.draw(some.lists(activities(life), min_size=1, max_size=4))
    servers = OtherServers()
    truth = {**note("1", by=TOM), "content": "<p>From afar</p>", "to": [PUBLIC]}
    if is_gone:
        servers.gone.add(uri)
    else:
        servers.documents[uri] = truth
    before, row = of_others(), Post.objects.get(elsewhere__uri=uri)
    with transaction.atomic():
        mouth = Mouth(servers)
        for each in told:
            mouth.tell({**each, "actor": TOM}, by=EVE)
        after, found = of_others(), Post.objects.get(id=row.id)
        brought = set(PostElsewhere.objects.exclude(uri=uri).values_list("uri", flat=True))
        assert not Received.objects.filter(trouble__contains="Error").exists()
        transaction.set_rollback(True)
    assert brought == set()
    if found.removed_at is not None:
        assert is_gone
        assert any(uri in str(each) for each in told)
    else:
        assert after == before
