"""Archives as Mastodon makes them, built by code; and what vandals make of them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

ACTOR = "https://old.example/users/ada"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FOLLOWERS = f"{ACTOR}/followers"
BEGAN = datetime(2019, 3, 1, 8, 0, tzinfo=UTC)


def address(number: int) -> str:
    return f"{ACTOR}/statuses/{number}"


def note(number: int, content: str = "<p>Frost on the beans</p>", **changes: Any) -> dict[str, Any]:
    """An entry of the outbox: a public post, one minute after the one before."""
    at = (BEGAN + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {
        "id": address(number),
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": at,
        "url": f"https://old.example/@ada/{number}",
        "attributedTo": ACTOR,
        "to": [PUBLIC],
        "cc": [FOLLOWERS],
        "sensitive": False,
        "content": content,
        "contentMap": {"en": content},
        "attachment": [],
        "tag": [],
        **changes,
    }
    return {
        "id": f"{address(number)}/activity",
        "type": "Create",
        "actor": ACTOR,
        "published": said["published"],
        "to": said["to"],
        "cc": said["cc"],
        "object": said,
    }


def boost(number: int) -> dict[str, Any]:
    return {
        "id": f"{address(number)}/activity",
        "type": "Announce",
        "actor": ACTOR,
        "published": "2019-03-02T10:00:00Z",
        "to": [PUBLIC],
        "object": "https://elsewhere.example/notes/7",
    }


def poll(number: int, *, several: bool = False) -> dict[str, Any]:
    answers = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": votes}}
        for name, votes in (("Beans", 3), ("Peas", 1))
    ]
    made = note(number, "<p>Beans or peas?</p>", **{"anyOf" if several else "oneOf": answers}, votersCount=4)
    made["object"]["type"] = "Question"
    return made


def attached(path: str = "media_attachments/files/000/1/original/a.png", **changes: Any) -> dict[str, Any]:
    """A picture as a post carries it."""
    return {
        "type": "Document",
        "mediaType": "image/png",
        "url": f"/{path}",
        "name": "A bean",
        "focalPoint": [0.5, -0.25],
        **changes,
    }


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (24, 16), "green").save(file, "PNG")
    return file.getvalue()


def outbox(*entries: Any) -> bytes:
    return json.dumps(
        {
            "@context": PUBLIC.partition("#")[0],
            "id": "outbox.json",
            "type": "OrderedCollection",
            "totalItems": len(entries),
            "orderedItems": entries,
        }
    ).encode()


def files(*entries: Any, **more: bytes) -> dict[str, bytes]:
    """The files of an archive; `more` are further ones by their name, in which __ stands for a dot."""
    likes = {"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://elsewhere.example/7"]}
    return {
        "outbox.json": outbox(*entries),
        "actor.json": json.dumps({"id": ACTOR, "type": "Person", "name": "Ada"}).encode(),
        "likes.json": json.dumps(likes).encode(),
        "bookmarks.json": json.dumps({**likes, "id": "bookmarks.json"}).encode(),
        **{name.replace("__", "."): value for name, value in more.items()},
    }


def zipped(content: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, value in content.items():
            packed.writestr(name, value)
    return file.getvalue()


def tarred(content: Mapping[str, bytes], *odd: tarfile.TarInfo) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        for name, value in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(value)
            packed.addfile(member, io.BytesIO(value))
        for member in odd:
            packed.addfile(member)
    return file.getvalue()


def with_picture(*entries: Any) -> dict[str, bytes]:
    """An archive in which the picture of `attached` lies."""
    return {**files(*entries), "media_attachments/files/000/1/original/a.png": picture()}
