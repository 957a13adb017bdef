"""What other servers post, signed: judged, written down, answered, read; with keys at hand, as mostly.

Nobody here follows who posts, which is what most of a busy relay's posts come to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench import floor
from bench.figure import Figure, at_least, on_the_reference
from bench.server import Served, served
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.keys import PrivateKey
from commonhold.social.actors.models import RemoteActor, RemoteKey
from commonhold.social.people import actions as people
from commonhold.social.received import queries as received
from commonhold.social.received.models import Received

_CONNECTIONS, _ACTORS, _WARM_UP, _POSTS = 16, 8, 320, 6_000
_PATIENCE = 60.0  # seconds until all that was posted is read
_ADDRESS = "http://localhost"
_WORDS = "The lanterns along the canal are lit again, and somebody plays the accordion. " * 6


@dataclass(frozen=True)
class _Actor:
    uri: str
    key: PrivateKey


def measure(folder: Path) -> list[Figure]:
    """Posts a second over one processor: what the server's threads spend on it together.

    What was answered is read in the same process at the same time, so the first figures have most of that in
    them; the last one has all of it.
    """
    now = clock.now()
    install(mode=Mode.TEST, public_url=_ADDRESS, now=now)
    actors = [_met(number, now) for number in range(_ACTORS)]
    posts = [_signed(actors[each % _ACTORS], each, now) for each in range(_WARM_UP + _POSTS)]
    with served(str(folder)) as server:
        asyncio.run(_send(server, posts[:_WARM_UP]))
        wall, began = time.perf_counter(), server.cpu()
        asyncio.run(_send(server, posts[_WARM_UP:]))
        wall, cpu = time.perf_counter() - wall, server.cpu() - began
        already = _until_all_are_read()
        everything = server.cpu() - began
    there = Received.objects.count()
    if there != len(posts):
        raise RuntimeError(f"{there} of {len(posts)} were written down, so the figures would mean nothing")
    machine = floor.figure()
    one, with_reading = cpu / _POSTS * 1_000_000, everything / _POSTS * 1_000_000
    return [
        machine,
        at_least(4_000, "inbox: signed posts over one processor, there", machine.value * 1e6 / one, "1/s"),
        *on_the_reference(250, "inbox: the server's CPU for one", one, "us", times=machine.value),
        Figure("inbox: the same, once all of them are read", with_reading, "us"),
        Figure("inbox: read already when the last was answered", already / len(posts), ""),
        Figure(f"inbox: signed posts, {_CONNECTIONS} connections", _POSTS / wall, "1/s"),
    ]


def _until_all_are_read() -> int:
    """How many were read when this began."""
    already = Received.objects.exclude(done_at=None).count()
    deadline = time.monotonic() + _PATIENCE
    while received.how_many_wait():
        if time.monotonic() > deadline:
            raise RuntimeError("what was posted was not read, so the figures would mean nothing")
        time.sleep(0.1)
    return already


def _met(number: int, now: datetime) -> _Actor:
    uri = f"https://elsewhere.example/users/p{number}"
    person_id = people.meet_remote_person(
        handle=f"p{number}", domain="elsewhere.example", display_name=f"P{number}", now=now
    )
    key = rsa.generate_private_key(65537, 2048)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    row = RemoteActor.objects.create(
        person_id=person_id, uri=uri, kind="Person", inbox=f"{uri}/inbox", fetched_at=now
    )
    RemoteKey.objects.create(actor=row, key_id=f"{uri}#main-key", pem=pem, fetched_at=now)
    return _Actor(uri, key)


def _signed(actor: _Actor, number: int, now: datetime) -> bytes:
    """The bytes of a request, with a note as Mastodon sends it."""
    own = f"{actor.uri}/statuses/{number}"
    followers = f"{actor.uri}/followers"
    public = "https://www.w3.org/ns/activitystreams#Public"
    note = {
        "id": own,
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2026-05-04T09:00:00Z",
        "url": own,
        "attributedTo": actor.uri,
        "to": [public],
        "cc": [followers],
        "sensitive": False,
        "content": f"<p>{_WORDS}</p>",
        "contentMap": {"en": f"<p>{_WORDS}</p>"},
        "attachment": [],
        "tag": [],
        "replies": {
            "id": f"{own}/replies",
            "type": "Collection",
            "first": {"type": "CollectionPage", "items": []},
        },
    }
    activity = {
        "@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}],
        "id": f"{own}/activity",
        "type": "Create",
        "actor": actor.uri,
        "published": "2026-05-04T09:00:00Z",
        "to": [public],
        "cc": [followers],
        "object": note,
    }
    body = orjson.dumps(activity)
    headers = sign_cavage(
        "POST",
        f"{_ADDRESS}/ap/inbox",
        {"Content-Type": "application/activity+json", "User-Agent": "Elsewhere/1", "Accept-Encoding": "gzip"},
        body,
        key_id=f"{actor.uri}#main-key",
        key=actor.key,
        now=now,
    )
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /ap/inbox HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _send(server: Served, posts: Sequence[bytes]) -> None:
    await asyncio.gather(
        *(_one_sender(server.port, posts[each::_CONNECTIONS]) for each in range(_CONNECTIONS))
    )


async def _one_sender(port: int, posts: Sequence[bytes]) -> None:
    """One connection, kept open: post, read the answer, post again."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for each in posts:
        writer.write(each)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 202"):
            raise RuntimeError(
                f"the inbox answered {head.splitlines()[0]!r}, so the figures would mean nothing"
            )
    writer.close()
    await writer.wait_closed()
