"""Whatever another server tells: nothing breaks, nothing of others changes, and nobody private is asked."""

from __future__ import annotations

import logging
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

import orjson
import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from commonhold.civic.moderation.models import Report
from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.posted import Refused
from commonhold.doors.activitypub.inbox.tests.conftest import KEY, KeyServers, pem_of, posted
from commonhold.doors.activitypub.incoming.errand import workers
from commonhold.doors.activitypub.incoming.tests.conftest import EVE, meet, reads
from commonhold.doors.activitypub.incoming.verbs import VERBS
from commonhold.doors.activitypub.resolving import World
from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.ground.signing.keys import PrivateKey
from commonhold.social.actors.models import RemoteActor, RemoteKey
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.groups.models import Group, GroupMember
from commonhold.social.people import actions as people
from commonhold.social.people.models import Block, Follow, Person
from commonhold.social.polls.actions import NewPoll
from commonhold.social.polls.models import Choice
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.models import Boost, Favourite, Post, PostElsewhere, ProfilePin, QuoteConsent
from commonhold.social.received import actions as received
from commonhold.social.received.actions import Arrival
from commonhold.social.received.models import Received
from tests.cast import MORNING

HERS = "elsewhere.example"
TOM, TOMS = "https://third.example/users/tom", "https://third.example/notes/1"
PRIVATE = ["10.0.0.7", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fd00::7", "fe80::7"]


class Internet:
    """Names mean addresses, also private ones; nobody answers. `dialled` are those that were tried."""

    def __init__(self) -> None:
        self.dialled: list[Address] = []

    @property
    def network(self) -> Network:
        return Network(resolve=self._resolve, connect=self._connect)

    def _resolve(self, host: str, _seconds: float) -> Sequence[Address]:
        try:
            return [ip_address(host.strip("[]"))]
        except ValueError:
            inside = host.endswith(("coop.example", "inside.example", "localhost"))
            return [ip_address(PRIVATE[len(host) % len(PRIVATE)] if inside else "93.184.216.34")]

    def _connect(self, address: Address, _port: int, _seconds: float) -> socket.socket:
        self.dialled.append(address)
        raise ConnectionRefusedError


@pytest.fixture
def life(db: None, coop: None, eves_key: PrivateKey, ada: int, ben: int) -> list[str]:
    """A co-op in which something goes on; gives addresses of all kinds, ours, Eve's and others'."""
    eve, tom = meet(EVE), meet(TOM)
    row = RemoteActor.objects.get(uri=EVE)
    RemoteKey.objects.create(actor=row, key_id=KEY, pem=pem_of(eves_key), fetched_at=MORNING)
    reads(ada, eve)
    reads(ben, tom)
    people.follow(ben, person_id=eve, now=MORNING)
    people.follow(eve, person_id=ada, now=MORNING)
    people.follow(tom, person_id=ben, now=MORNING)
    group = found_group(ada, handle="yard", title="Yard", now=MORNING)
    said = posts.publish_post(ada, text="The lanterns are lit", now=MORNING)
    kept = posts.publish_post(ben, text="For few", audience="followers", now=MORNING)
    poll = posts.publish_post(ada, text="Tea?", poll=NewPoll(options=["Yes", "No"]), now=MORNING)
    third = ArrivedPost(uri=TOMS, html="<p>From afar</p>", published_at=MORNING)
    far = posts.arrive_post(tom, arrived=third, now=MORNING)
    posts.favourite_post(tom, post_id=said, now=MORNING)
    posts.boost_post(ben, post_id=far, now=MORNING)
    own = [addresses.person(ada), addresses.person(ben), addresses.person(17), addresses.group(group)]
    own += [addresses.post(said), addresses.post(kept), addresses.post(poll), addresses.post(17)]
    own += [f"{addresses.person(ada)}/followers", addresses.server(), "https://coop.example/"]
    own += [addresses.follow(each) for each in Follow.objects.values_list("id", flat=True)]
    hers = [EVE, f"https://{HERS}/notes/1", f"{EVE}/featured", f"{EVE}/followers", f"https://{HERS}/other"]
    strange = [
        "https://10.0.0.7/x",
        "http://localhost:1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://[",
    ]
    return [*own, *hers, TOM, TOMS, "https://inside.example/x", "https://new.example/e", *strange, "x", ""]


def things(uris: list[str]) -> some.SearchStrategy[Any]:
    """Things that look much like activities, and now and then like nothing."""
    uri = some.sampled_from(uris)
    words = some.sampled_from(
        ["Yes", "No", "<p>Words <a href='https://x.example'>and</a></p>", "", "\u202e#tag @ada"]
    )
    numbers = some.one_of(
        some.integers(-(2**53), 2**53), some.floats(allow_nan=False, allow_infinity=False), some.booleans()
    )
    leaf = some.one_of(uri, uri, words, some.none(), numbers)
    kind = some.sampled_from(
        [*VERBS, "Note", "Question", "Article", "Person", "Group", "Tombstone", "Mention", "X"]
    )

    def around(inner: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
        value = some.one_of(inner, some.lists(inner, max_size=3), uri)
        said = {
            "id": uri,
            "type": some.one_of(kind, kind, some.lists(kind, max_size=2)),
            "actor": some.one_of(some.just(EVE), value),
            "object": value,
            "attributedTo": some.one_of(some.just(EVE), value),
            "to": some.one_of(some.just([PUBLIC]), value),
            "cc": value,
            "content": some.one_of(words, value),
            "name": some.one_of(words, value),
            "inReplyTo": value,
            "target": value,
            "instrument": value,
            "tag": value,
            "attachment": value,
            "published": some.sampled_from(["2026-05-04T08:00:00Z", "never", "9999-12-31T00:00:00Z", None]),
            "updated": some.sampled_from(["2026-05-04T08:30:00Z", "never", None]),
            "oneOf": value,
            "quote": uri,
            "interactingObject": uri,
        }
        return some.fixed_dictionaries({}, optional=said)

    return some.recursive(leaf, around, max_leaves=12)


def activities(uris: list[str]) -> some.SearchStrategy[dict[str, Any]]:
    """Whatever Eve's server signs: its verb is known, and it says that it is hers."""
    own = some.integers(1, 5).map(lambda n: f"{EVE}/activities/{n}")
    thing = things(uris)
    said = {
        "id": some.one_of(own, some.sampled_from(uris)),
        "type": some.one_of(
            some.sampled_from(["Delete", "Update", "Undo", "Remove", "Accept"]),
            some.sampled_from([*VERBS, "Dance"]),
        ),
        "actor": some.just(EVE),
        "object": some.one_of(some.sampled_from([TOMS, TOM, *uris[:8]]), some.sampled_from(uris), thing),
    }
    more = {
        "target": some.sampled_from(uris),
        "instrument": thing,
        "content": thing,
        "to": thing,
        "cc": thing,
    }
    return some.fixed_dictionaries(said, optional=more)


def of_others() -> list[list[Any]]:
    """All rows that are not of people of Eve's server, nor about what they did themselves."""
    not_hers = {"person__domain": HERS}
    return [
        list(Person.objects.exclude(domain=HERS).order_by("id").values()),
        list(Post.objects.exclude(author__domain=HERS).order_by("id").values()),
        list(PostElsewhere.objects.exclude(post__author__domain=HERS).order_by("pk").values()),
        list(
            Follow.objects.exclude(Q(follower__domain=HERS) | Q(followed__domain=HERS))
            .order_by("id")
            .values()
        ),
        list(Block.objects.exclude(**not_hers).order_by("id").values()),
        *(
            list(model._default_manager.exclude(**not_hers).order_by("id").values())
            for model in (Favourite, Boost, Choice, ProfilePin, GroupMember)
        ),
        list(QuoteConsent.objects.exclude(post__author__domain=HERS).order_by("id").values()),
        list(Group.objects.order_by("id").values()),
        list(Report.objects.exclude(reporter__domain=HERS).order_by("id").values()),
        list(RemoteActor.objects.exclude(uri__startswith=f"https://{HERS}/").order_by("pk").values()),
        list(RemoteKey.objects.exclude(key_id__startswith=f"https://{HERS}/").order_by("id").values()),
    ]


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=some.data())
def test_whatever_a_server_tells_nothing_breaks_and_nothing_of_others_changes(
    life: list[str], data: some.DataObject
):
    told = data.draw(some.lists(activities(life), min_size=1, max_size=4))
    internet, before = Internet(), of_others()
    broken: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: broken.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("commonhold.incoming")
    log.addHandler(handler)
    try:
        with transaction.atomic():
            rows = [
                Arrival(f"{EVE}/{n}", EVE, HERS, orjson.dumps(each).decode()) for n, each in enumerate(told)
            ]
            received.write_down(rows, now=MORNING)
            workers(World(internet.network)).work_through(MORNING)
            after, is_done = of_others(), not Received.objects.filter(done_at=None, trouble="").exists()
            transaction.set_rollback(True)
    finally:
        log.removeHandler(handler)
    assert broken == []
    assert is_done
    assert all(each.is_global for each in internet.dialled)
    assert after == before


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=some.data())
def test_whatever_is_posted_is_taken_in_or_refused_with_a_reason(
    life: list[str], eves_key: PrivateKey, data: some.DataObject
):
    desk = Desk(KeyServers(keys={KEY: eves_key}))
    thing = things(life)
    body = data.draw(some.one_of(thing, activities(life)).map(orjson.dumps) | some.binary(max_size=200))
    sent = posted(eves_key, body=body)
    spoilt = data.draw(
        some.dictionaries(
            some.sampled_from(sorted(sent.headers)), some.text('\x20"=,;:()aZ0é', max_size=40), max_size=1
        )
    )
    sent.headers.update(spoilt)
    with transaction.atomic():
        try:
            desk.take(sent, MORNING)
        except Refused as refused:
            why = (refused.reason != "", 200 < refused.status < 504)
            assert why == (True, True)
            assert not Received.objects.exists()
        else:
            assert set(Received.objects.values_list("signer", flat=True)) == {EVE}
        transaction.set_rollback(True)
