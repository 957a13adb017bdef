"""A co-op that other servers tell things, and those servers: what they would answer is said by the test."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.incoming.elsewhere import Wanted
from commonhold.doors.activitypub.incoming.errand import workers
from commonhold.doors.activitypub.incoming.whose import post_at
from commonhold.doors.activitypub.reading import NoMore, read_post
from commonhold.doors.activitypub.trouble import Strange, Unreachable
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.actors.models import RemoteActor
from commonhold.social.people import actions as people
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.received import actions as received
from commonhold.social.received import queries as came
from commonhold.social.received.actions import Arrival
from commonhold.social.servers.queries import domain_of
from tests.cast import MORNING

Json = dict[str, Any]
EVE = "https://elsewhere.example/users/eve"


class OtherServers:
    """Stands for them. `away` don't answer; `posts` are what they would give for an address,
    by our post's id, and `documents` what they would write there.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.away: set[str] = set()
        self.gone: set[str] = set()
        self.posts: dict[str, int] = {}
        self.documents: dict[str, Json] = {}
        self.taken: list[Json] = []
        self.members: dict[str, list[str]] = {}
        self.describes: dict[str, Json] = {}

    def actor_of(self, uri: str, *, now: datetime, fresh: bool = False) -> int:
        self._ask(uri)
        row = RemoteActor.objects.filter(uri=uri).first()
        if row is None:
            raise Strange("nobody has this address")
        if fresh and uri in self.describes:
            RemoteActor.objects.filter(uri=uri).update(**self.describes[uri])
        return row.person_id

    def key_of(self, key_id: str, *, now: datetime, fresh: bool = False) -> object:
        self._ask(key_id)
        raise Strange("there is no such key")

    def post_of(
        self,
        uri: str,
        *,
        now: datetime,
        fresh: bool = False,
        wanted: Wanted | None = None,
    ) -> int:
        self._ask(uri)
        if uri in self.gone:
            raise NoMore("a tombstone")
        if uri in self.documents:
            document = self.documents[uri]
            if wanted is not None and not wanted(read_post(document, uri=uri, now=now)):
                raise Strange("nobody reads it")
            return self.take_post(document, now=now)
        if uri not in self.posts:
            raise Strange("nothing has this address")
        return self.posts[uri]

    def take_post(self, document: Json, *, now: datetime) -> int:
        self.taken.append(document)
        by = RemoteActor.objects.get(uri=document["attributedTo"]).person_id
        parent = document.get("inReplyTo")
        arrived = ArrivedPost(
            uri=document["id"],
            html=document["content"],
            published_at=now,
            edited_at=now if document.get("updated") else None,
            audience="public" if PUBLIC in document["to"] else "direct",
            mentions=[found.id for each in document["to"] if (found := addresses.ours(each))],
            in_reply_to=None if parent is None else post_at(parent),
        )
        if post_at(document["id"]) is not None:
            posts.change_arrived(by, arrived=arrived, now=now)
        return posts.arrive_post(by, arrived=arrived, now=now)

    def members_of(self, uri: str, *, now: datetime) -> list[str]:
        self._ask(uri)
        return self.members[uri]

    def _ask(self, uri: str) -> None:
        self.asked.append(uri)
        if domain_of(uri) in self.away:
            raise Unreachable(f"{domain_of(uri)} does not answer")


@pytest.fixture
def coop(db: None) -> None:
    install(mode=Mode.REAL, public_url="https://coop.example", now=MORNING)


@pytest.fixture(scope="session")
def eves_key() -> RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def servers() -> OtherServers:
    return OtherServers()


def meet(uri: str, *, kind: str = "Person", now: datetime = MORNING) -> int:
    """Somebody of another server, as she is known after her first word."""
    domain, name = domain_of(uri), uri.rpartition("/")[2]
    person_id = people.meet_remote_person(handle=name, domain=domain, display_name=name.capitalize(), now=now)
    RemoteActor.objects.get_or_create(
        person_id=person_id,
        defaults={
            "uri": uri,
            "kind": kind,
            "inbox": f"{uri}/inbox",
            "followers": f"{uri}/followers",
            "featured": f"{uri}/featured",
            "fetched_at": now,
        },
    )
    return person_id


@pytest.fixture
def eve(coop: None) -> int:
    return meet(EVE)


def reads(follower: int, person_id: int) -> None:
    """One of ours follows somebody elsewhere, whose server said yes."""
    people.follow(follower, person_id=person_id, now=MORNING)
    people.accept_follow(person_id, person_id=follower, now=MORNING)


class Mouth:
    """Says things in the name of other servers' people, and has them worked on at once."""

    def __init__(self, servers: OtherServers) -> None:
        self._workers, self._numbers = workers(servers), count(1)

    def activity(self, verb: str, thing: Any, *, by: str = EVE, **more: Any) -> Json:
        own = f"{by}#{verb}/{next(self._numbers)}"
        return {"id": own, "type": verb, "actor": by, "object": thing, **more}

    def tell(self, activity: Json, *, by: str = "", followers: str = "", now: datetime = MORNING) -> str:
        """Why nothing came of it; empty where something did. `by`: who passes it on, if not who did it."""
        signer = by or activity["actor"]
        uri = f"{by} {next(self._numbers)}" if by else activity.get("id", orjson.dumps(activity).decode())
        arrival = Arrival(uri, signer, domain_of(signer), orjson.dumps(activity).decode(), followers)
        received.write_down([arrival], now=now)
        self._workers.work_through(now)
        return came.troubles([uri]).get(uri, "waits")

    def work_through(self, now: datetime) -> None:
        """Have what waits tried again."""
        self._workers.work_through(now)

    def say(self, verb: str, thing: Any, *, by: str = EVE, now: datetime = MORNING, **more: Any) -> str:
        return self.tell(self.activity(verb, thing, by=by, **more), now=now)


@pytest.fixture
def mouth(servers: OtherServers, eve: int) -> Mouth:
    return Mouth(servers)


@pytest.fixture
def post(coop: None, ada: int) -> int:
    return posts.publish_post(ada, text="The lanterns are lit", now=MORNING)


def note(name: str, *, by: str = EVE, **more: Any) -> Json:
    """What somebody elsewhere says to everybody."""
    own = f"https://{domain_of(by)}/notes/{name}"
    return {
        "id": own,
        "type": "Note",
        "attributedTo": by,
        "content": f"<p>{name}</p>",
        "to": [PUBLIC],
        **more,
    }
