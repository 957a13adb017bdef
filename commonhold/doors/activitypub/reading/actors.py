"""People, groups and programs of other servers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from commonhold.doors.activitypub.reading.places import page, places
from commonhold.doors.activitypub.reading.tags import read_emoji
from commonhold.doors.activitypub.reading.values import (
    Json,
    NoMore,
    address,
    addresses,
    every,
    in_some_language,
    moment,
    must_be_of_one_server,
    own_id,
    text,
    thing,
    types,
)
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.servers.queries import domain_of

ACTORS = ("Person", "Service", "Group", "Organization", "Application")
_MOST_FIELDS, _MOST_KEYS, _LONGEST_PEM = 20, 5, 4000


@dataclass(frozen=True)
class ReadPicture:
    """A picture of a person: where it lies there, and what it shows."""

    source: str
    alt: str


@dataclass(frozen=True)
class ReadField:
    """A line of a profile; `html` is unchecked."""

    label: str
    html: str


@dataclass(frozen=True)
class ReadKey:
    """A public key; `pem` is as it came."""

    key_id: str
    pem: str


@dataclass(frozen=True)
class ReadActor:
    """Somebody as her server describes her. `summary` is unchecked HTML."""

    uri: str
    kind: str
    handle: str
    name: str
    inbox: str
    shared_inbox: str = ""
    outbox: str = ""
    followers: str = ""
    following: str = ""
    featured: str = ""
    url: str = ""
    summary: str = ""
    is_locked: bool = False
    is_discoverable: bool = False
    is_indexable: bool = False
    is_memorial: bool = False
    is_suspended: bool = False
    fields: tuple[ReadField, ...] = ()
    avatar: ReadPicture | None = None
    header: ReadPicture | None = None
    emoji: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[ReadKey, ...] = ()
    also_known_as: tuple[str, ...] = ()
    moved_to: str = ""
    joined_at: datetime | None = None
    webfinger: str = ""  # FEP-2c59: how she is called, as she says


def read_actor(source: object, *, uri: str) -> ReadActor:
    """Read it; `uri` is where it was found: it must be of that server, and its inbox too.

    Raises Strange, or NoMore for a tombstone.
    """
    actor = thing(source)
    own = own_id(actor)
    kinds = types(actor)
    if "Tombstone" in kinds:
        raise NoMore("a tombstone", is_for_good=True)
    kind = next((each for each in ACTORS if each in kinds), None)
    if kind is None:
        raise Strange("no actor")
    must_be_of_one_server(own, uri)
    inbox = _own_address(actor, "inbox", own)
    if not inbox:
        raise Strange("no inbox")
    endpoints = actor.get("endpoints")
    handle = text(actor.get("preferredUsername")).strip()
    return ReadActor(
        uri=own,
        kind=kind,
        handle=handle,
        name=in_some_language(actor, "name")[0].strip() or handle,
        inbox=inbox,
        shared_inbox=_own_address(endpoints if isinstance(endpoints, dict) else actor, "sharedInbox", own),
        outbox=_own_address(actor, "outbox", own),
        followers=_own_address(actor, "followers", own),
        following=_own_address(actor, "following", own),
        featured=_own_address(actor, "featured", own) or _own_address(actor, "toot:featured", own),
        url=_if_own(page(actor), own),
        summary=in_some_language(actor, "summary")[0],
        is_locked=actor.get("manuallyApprovesFollowers") is True,
        is_discoverable=actor.get("discoverable", actor.get("toot:discoverable")) is True,
        is_indexable=actor.get("indexable", actor.get("toot:indexable")) is True,
        is_memorial=actor.get("memorial") is True,
        is_suspended=actor.get("suspended", actor.get("toot:suspended")) is True,
        fields=_fields(actor),
        avatar=_picture(actor.get("icon")),
        header=_picture(actor.get("image")),
        emoji=read_emoji(actor),
        keys=_keys(actor, own),
        also_known_as=addresses(actor.get("alsoKnownAs", actor.get("as:alsoKnownAs")))[:20],
        moved_to=address(actor.get("movedTo", actor.get("as:movedTo"))),
        joined_at=moment(actor.get("published")),
        webfinger=text(actor.get("webfinger"))[:400].removeprefix("acct:").removeprefix("@"),
    )


def _own_address(source: Json, name: str, own: str) -> str:
    return _if_own(address(source.get(name)), own)


def _if_own(found: str, own: str) -> str:
    return found if found and domain_of(found) == domain_of(own) else ""


def _fields(actor: Json) -> tuple[ReadField, ...]:
    lines = [each for each in every(actor.get("attachment")) if types(each) & {"PropertyValue", "Note"}]
    found = [
        ReadField(in_some_language(each, "name")[0], text(each.get("value", each.get("content"))))
        for each in lines[:_MOST_FIELDS]
    ]
    return tuple(each for each in found if each.label and each.html)


def _picture(value: object) -> ReadPicture | None:
    for each in every(value):
        alt = in_some_language(each, "name")[0] or text(each.get("summary")) if isinstance(each, dict) else ""
        lies = (
            each
            if isinstance(each, str)
            else each.get("url", each.get("href"))
            if isinstance(each, dict)
            else None
        )
        for place in places(lies):
            return ReadPicture(place.address, alt)
    return None


def _keys(actor: Json, own: str) -> tuple[ReadKey, ...]:
    """Those that are hers: `owner` names her, and the key is of her server."""
    found = []
    for each in every(actor.get("publicKey"))[:_MOST_KEYS]:
        if not isinstance(each, dict):
            continue
        key_id, pem = text(each.get("id", each.get("@id"))), text(each.get("publicKeyPem"))
        owner = address(each.get("owner", each.get("controller"))) or own
        is_hers = owner == own and domain_of(key_id) == domain_of(own) and len(key_id) <= 500
        if is_hers and "PUBLIC KEY" in pem and len(pem) <= _LONGEST_PEM:
            found.append(ReadKey(key_id, pem.strip()))
    return tuple(found)
