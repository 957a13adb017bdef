"""People, groups and the server itself as actors (w3.org/TR/activitypub §4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commonhold.doors.activitypub import addresses, words
from commonhold.doors.activitypub.contexts import ACTOR, GROUP, with_context
from commonhold.doors.calls.addresses import address, domain
from commonhold.doors.calls.times import instant
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.actors import keys, proving
from commonhold.social.actors.keys import SERVER, Signer
from commonhold.social.groups.queries import GroupLine
from commonhold.social.people.queries import Described
from commonhold.social.portraits.queries import Portraits, PortraitView

Document = dict[str, Any]
#: The name under which the server itself is found, as no person is called so.
SERVER_NAME = "internal.server"
_GROUP_ENDING = ".group"


def person(
    one: Described, shown: Portraits, *, also: Sequence[str] = (), moved_to: str = "", now: datetime
) -> Document:
    """Somebody of ours who is here; the co-op's own account is an Organization. `also` and `moved_to` are
    URIs of other actors of hers.
    """
    uri = addresses.person(one.line.id)
    texts = [one.line.name, one.summary, *(text for each in one.fields for text in (each.label, each.value))]
    made: Document = {
        **_actor(uri, "Organization" if one.is_coop else "Person", one.line.handle, one.line.name),
        "summary": words.from_plain(f"{one.summary}\n\n({one.pronouns})" if one.pronouns else one.summary),
        "url": address(f"/@{one.line.handle}"),
        "following": f"{uri}/following",
        "featured": f"{uri}/featured",
        "featuredTags": f"{uri}/tags",
        "manuallyApprovesFollowers": one.approves_followers,
        "discoverable": one.is_discoverable,
        "indexable": one.is_searchable,
        "published": instant(one.since.replace(hour=0, minute=0, second=0, microsecond=0)),
        "attachment": [
            {
                "type": "PropertyValue",
                "name": each.label,
                "value": words.field(each.value, is_link=each.is_link),
            }
            for each in one.fields
        ],
        "tag": words.emojis(texts),
        "alsoKnownAs": list(also),
        **_key(uri, Signer(person_id=one.line.id), now),
        **(_proof_key(uri) if one.is_coop else {}),
        **_picture("icon", shown.avatar),
        **_picture("image", shown.header),
    }
    return with_context(made | ({"movedTo": moved_to} if moved_to else {}), ACTOR)


def group(line: GroupLine, founded_at: datetime, *, now: datetime) -> Document:
    """A group that everybody may read (FEP-1b12): what is said there it announces to who follows it.

    Its moderators stand in a collection, by both names under which forums look for it.
    """
    uri = addresses.group(line.id)
    made = {
        **_actor(uri, "Group", group_name(line.handle), line.title),
        "summary": words.from_plain(line.summary),
        "url": address(f"/g/{line.handle}"),
        "attributedTo": f"{uri}/moderators",
        "moderators": f"{uri}/moderators",
        "manuallyApprovesFollowers": False,
        "discoverable": True,
        "indexable": True,
        "postingRestrictedToMods": False,
        "published": instant(founded_at),
        **_key(uri, Signer(group_id=line.id), now),
    }
    return with_context(made, GROUP)


def server(*, now: datetime) -> Document:
    """The server itself: in its name we fetch, and pass reports on."""
    uri = addresses.server()
    made = {
        **_actor(uri, "Application", SERVER_NAME, charter.current().read(CoopCharter).name),
        "url": address("/about"),
        "manuallyApprovesFollowers": True,
        "discoverable": False,
        **_key(uri, SERVER, now),
    }
    return with_context(made, ACTOR)


def bare(made: Document) -> Document:
    """Of an actor what is needed to check her signatures, where the rest is for signed requests alone."""
    needed = ("@context", "id", "type", "preferredUsername", "inbox", "outbox", "publicKey", "endpoints")
    return {each: made[each] for each in needed if each in made}


def group_name(handle: str) -> str:
    """How a group is called elsewhere. People's handles have no dot, so that it is never a person's too."""
    return f"{handle}{_GROUP_ENDING}"


def acct(name: str) -> str:
    return f"acct:{name}@{domain()}"


def _actor(uri: str, kind: str, name: str, title: str) -> Document:
    return {
        "id": uri,
        "type": kind,
        "preferredUsername": name,
        "name": title,
        "inbox": f"{uri}/inbox",
        "outbox": f"{uri}/outbox",
        "followers": f"{uri}/followers",
        "endpoints": {"sharedInbox": addresses.shared_inbox()},
    }


def _key(uri: str, signer: Signer, now: datetime) -> Document:
    pem = keys.public_pem(signer, now=now)
    return {"publicKey": {"id": addresses.key(uri), "owner": uri, "publicKeyPem": pem}}


def _proof_key(uri: str) -> Document:
    """Of the co-op's account: with it everybody can check what it announced, wherever it is read."""
    method = {
        "id": addresses.proof_key(uri),
        "type": "Multikey",
        "controller": uri,
        "publicKeyMultibase": proving.public_multibase(),
    }
    return {"assertionMethod": [method]}


def _picture(name: str, portrait: PortraitView | None) -> Document:
    if portrait is None or not portrait.url:
        return {}
    shown = {"type": "Image", "mediaType": words.mime_of(portrait.url), "url": address(portrait.url)}
    return {name: shown | ({"name": portrait.alt} if portrait.alt else {})}
