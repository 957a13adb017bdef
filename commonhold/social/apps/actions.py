"""Registering apps, letting them in, and sending them away."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from oauthlib.uri_validate import is_absolute_uri

from commonhold.ground import ids
from commonhold.social.apps import scopes as scope_rules
from commonhold.social.apps.models import App, Code, Token
from commonhold.social.apps.queries import CONSOLE, OUT_OF_BAND, AppView, Bearer, view_of
from commonhold.social.apps.refusals import (
    NameNeeded,
    NoSuchApp,
    NoSuchToken,
    NotAnAppsToken,
    RedirectNotAllowed,
    TokenTaken,
    UnknownScope,
    ValueNotAllowed,
    WebsiteNotAllowed,
)
from commonhold.social.apps.tokens import digest, keep_token
from commonhold.social.people import queries as people

LONGEST_NAME, _LONGEST_URI, _MOST_URIS, _LONGEST_WEBSITE = 200, 2000, 50, 500
#: Schemes that a browser would run or open as a file.
_NEVER = ("javascript:", "data:", "file:", "vbscript:", "blob:", "about:")
#: What may stand in an Authorization header (RFC 6750 §2.1).
_BEARABLE = re.compile(r"[A-Za-z0-9._~+/-]{1,500}=*")


class Registered(NamedTuple):
    """An app and its secret, which is told this once."""

    app: AppView
    secret: str


@transaction.atomic
def register_app(
    *, name: str, redirect_uris: tuple[str, ...], scopes: str = "", website: str = "", now: datetime
) -> Registered:
    """Make an app known. Raises NameNeeded, RedirectNotAllowed, WebsiteNotAllowed or UnknownScope."""
    name, website = name.strip(), website.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NameNeeded(LONGEST_NAME)
    if not 1 <= len(redirect_uris) <= _MOST_URIS or not all(map(_may_lead_back, redirect_uris)):
        raise RedirectNotAllowed
    if website and (not website.startswith(("https://", "http://")) or len(website) > _LONGEST_WEBSITE):
        raise WebsiteNotAllowed
    wanted = scope_rules.split(scopes or scope_rules.DEFAULT)
    if not scope_rules.are_known(wanted):
        raise UnknownScope
    secret = secrets.token_urlsafe(32)
    row = App.objects.create(
        id=ids.new_id(now),
        client_id=secrets.token_urlsafe(32),
        secret_digest=digest(secret),
        name=name,
        website=website,
        redirect_uris="\n".join(dict.fromkeys(redirect_uris)),
        scopes=" ".join(wanted),
        made_at=now,
    )
    return Registered(view_of(row), secret)


@transaction.atomic
def mint_token(*, person_id: int, scopes: str, value: str | None = None, now: datetime) -> str:
    """A token of the co-op's own console for somebody; `value` says what it is instead of chance.

    Raises UnknownScope, ValueNotAllowed, TokenTaken, NoHuman, or what `people.must_be_here` raises.
    """
    people.must_be_here(person_id)
    people.must_be_human(person_id)
    wanted = scope_rules.split(scopes)
    if not wanted or not scope_rules.are_known(wanted):
        raise UnknownScope
    if value is not None and not _BEARABLE.fullmatch(value):
        raise ValueNotAllowed
    app = App.objects.filter(client_id=CONSOLE).first() or App.objects.create(
        id=ids.new_id(now),
        client_id=CONSOLE,
        secret_digest="",
        name="commonhold",
        redirect_uris=OUT_OF_BAND,
        scopes=" ".join(scope_rules.KNOWN),
        made_at=now,
    )
    try:
        with transaction.atomic():
            return keep_token(app.id, person_id, wanted, value=value, now=now)
    except IntegrityError as twice:
        raise TokenTaken from twice


@transaction.atomic
def let_newcomer_use(app: Bearer, *, person_id: int, now: datetime) -> str:
    """A token for somebody who has just opened her account through this app, as far as the app's own goes.

    Raises NotAnAppsToken, or what `people.must_be_here` raises.
    """
    people.must_be_here(person_id)
    if app.person_id is not None:
        raise NotAnAppsToken
    return keep_token(app.app_id, person_id, app.scopes, now=now)


@transaction.atomic
def revoke_minted(*, person_id: int, token_id: int) -> None:
    """Take back one token that the console gave somebody. Raises NoSuchToken."""
    mine = Token.objects.filter(id=token_id, person_id=person_id, app__client_id=CONSOLE)
    gone, _each = mine.delete()
    if not gone:
        raise NoSuchToken


@transaction.atomic
def revoke_app(by: int, *, app_id: int, now: datetime) -> None:
    """Send an app away: none of its tokens acts for `by` any more. Raises NoSuchApp."""
    gone, _each = Token.objects.filter(person_id=by, app_id=app_id).delete()
    Code.objects.filter(person_id=by, app_id=app_id).delete()
    if not gone:
        raise NoSuchApp


def note_use(bearer: Bearer, *, today: date) -> None:
    """Remember that a token was used today; written once a day."""
    if bearer.used_on != today:
        Token.objects.filter(id=bearer.token_id).update(used_on=today)


def _may_lead_back(uri: str) -> bool:
    return (
        len(uri) <= _LONGEST_URI
        and is_absolute_uri(uri) is not None
        and "#" not in uri
        and not uri.lower().startswith(_NEVER)
    )
