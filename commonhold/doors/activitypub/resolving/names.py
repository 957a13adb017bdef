"""Names of people: what WebFinger (RFC 7033) says of them, there and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from commonhold.doors.activitypub.reading import ReadActor
from commonhold.doors.activitypub.reading.values import Json, every, is_address, text
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.social.servers.queries import domain_of

#: Letters, digits, and marks between them: `eve`, `eve.moss`, `eve-moss`.
HANDLE = re.compile(r"\w(?:[\w.-]{0,98}\w)?")
_NAME = re.compile(r"@?(\w[\w.-]{0,98})@([\w-]+(?:\.[\w-]+)*(?::\d{1,5})?)")
_SELF_KINDS = ("application/activity+json", "application/ld+json")

#: Asks for a document of WebFinger at an address without its scheme.
Ask = Callable[[str], Json]


@dataclass(frozen=True)
class Name:
    """How somebody is called; `is_checked`: asked by this name, its server leads back to her."""

    handle: str
    domain: str
    is_checked: bool


@dataclass(frozen=True)
class Finger:
    """What WebFinger says: the name as its server writes it, and the actor."""

    handle: str
    domain: str
    uri: str


def split(sought: str) -> tuple[str, str] | None:
    """Handle and domain of `eve@elsewhere.example`, with or without an @ before; else None."""
    found = _NAME.fullmatch(sought.strip().removeprefix("acct:"))
    return None if found is None else (found[1], found[2].lower())


def finger(handle: str, domain: str, ask: Ask) -> Finger:
    """Who is called so there. Raises Strange or Unreachable."""
    resource = quote(f"acct:{handle}@{domain}", safe=":@")
    said = ask(f"//{domain}/.well-known/webfinger?resource={resource}")
    for link in every(said.get("links")):
        if not isinstance(link, dict) or link.get("rel") != "self":
            continue
        href = text(link.get("href"))
        if is_address(href) and text(link.get("type")).lower().startswith(_SELF_KINDS):
            subject = split(text(said.get("subject"))) or (handle, domain)
            return Finger(*subject, uri=href)
    raise Strange("nobody is called so there")


def name_of(actor: ReadActor, ask: Ask) -> Name:
    """How she is called: by another domain only if that, too, leads back to her.

    Where nothing leads back she is called as she says, at the server of her URI, and that is not checked.
    """
    own = domain_of(actor.uri)
    if not HANDLE.fullmatch(actor.handle):
        raise Strange("no name")
    try:
        first = finger(actor.handle, own, ask)
        if first.uri != actor.uri:
            return Name(actor.handle, own, is_checked=False)
        if first.domain == own:
            return Name(actor.handle, own, is_checked=True)
        back = finger(first.handle, first.domain, ask)
        if back.uri == actor.uri and HANDLE.fullmatch(back.handle):
            return Name(back.handle, back.domain, is_checked=True)
    except (Strange, Unreachable, Blocked):
        return Name(actor.handle, own, is_checked=False)
    return Name(actor.handle, own, is_checked=True)
