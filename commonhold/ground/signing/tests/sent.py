"""Requests as Eve's server sends them, and what the test changes on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.judging import Doubt, Signed, judge
from commonhold.ground.signing.keys import PrivateKey, PublicKey
from commonhold.ground.signing.messages import sign_message
from commonhold.ground.signing.request import Flaw, Request
from tests.cast import MORNING

INBOX = "https://coop.example/ap/inbox"
KEY_ID = "https://elsewhere.example/users/eve#main-key"
BODY = b'{"type":"Like"}'
JSON = {"Content-Type": "application/activity+json"}

Sign = Callable[..., dict[str, str]]
SCHEMES: dict[str, Sign] = {"draft-cavage": sign_cavage, "RFC 9421": sign_message}


def posted(
    key: PrivateKey,
    sign: Sign = sign_cavage,
    *,
    url: str = INBOX,
    body: bytes = BODY,
    key_id: str = KEY_ID,
    now: datetime = MORNING,
) -> Request:
    """A POST, signed."""
    headers = sign("POST", url, JSON, body, key_id=key_id, key=key, now=now)
    return Request("POST", url, {name.lower(): value for name, value in headers.items()}, body)


def asked(key: PrivateKey, sign: Sign = sign_cavage, *, url: str = INBOX) -> Request:
    """A GET, signed."""
    headers = sign("GET", url, {}, None, key_id=KEY_ID, key=key, now=MORNING)
    return Request("GET", url, {name.lower(): value for name, value in headers.items()})


def changed(request: Request, **headers: str | None) -> Request:
    """With other headers; None takes one away. Names are written with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    merged = {**request.headers, **named}
    return replace(request, headers={name: value for name, value in merged.items() if value is not None})


def verdict(request: Request, key: PublicKey, *, now: datetime = MORNING) -> Signed | Doubt:
    """What is judged where everybody has this key."""
    return judge(request, key_of=lambda _id: key, now=now)


def flaw(request: Request, key: PublicKey, *, now: datetime = MORNING) -> Flaw | None:
    """Why it is doubted, or None."""
    found = verdict(request, key, now=now)
    return found.flaw if isinstance(found, Doubt) else None
