"""Who shows a token, and which apps act for a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.changes.reading import Reading
from commonhold.ground.prepared import Prepared, Row
from commonhold.social.apps import scopes as scope_rules
from commonhold.social.apps.models import App, Token
from commonhold.social.apps.tokens import digest
from commonhold.social.people.queries import Viewer

#: Where the code is shown to be copied, for apps that no address leads back to.
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
#: The app in whose name the co-op's own console gives tokens; it has no secret and can ask for nothing.
CONSOLE = "console"
_AT_ONCE = 900
_COMBINATIONS = 1_000  # of scopes that tokens hold and one that is needed: they are asked with every call


@dataclass(frozen=True)
class AppView:
    """An app as it described itself; nobody checked that."""

    id: int
    client_id: str
    name: str
    website: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Bearer:
    """Whoever showed a token: for whom it acts (None: for the app alone), and how far."""

    token_id: int
    app_id: int
    app_name: str
    app_website: str
    person_id: int | None
    scopes: tuple[str, ...]
    used_on: date | None

    def may(self, scope: str) -> bool:
        return _may(self.scopes, scope)


@lru_cache(maxsize=_COMBINATIONS)
def _may(scopes: tuple[str, ...], scope: str) -> bool:
    return scope_rules.covers(scopes, scope)


@dataclass(frozen=True)
class Allowed:
    """An app that acts for somebody. `used_on` is the last day on which it did."""

    app_id: int
    name: str
    website: str
    scopes: tuple[str, ...]
    since: datetime
    used_on: date | None


@dataclass(frozen=True)
class Minted:
    """A token that the console gave, without its text: that is kept nowhere."""

    id: int
    scopes: tuple[str, ...]
    since: datetime
    used_on: date | None


def bearer(token: str) -> Bearer | None:
    """Who shows this token, if it holds."""
    return next(iter(_BEARER.made(digest=digest(token))), None)


def holding(token_ids: Collection[int]) -> set[int]:
    """Those of some tokens that still hold, for somebody who is still here."""
    found: set[int] = set()
    wanted = list(token_ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        found |= set(_HOLDING.ids(ids=wanted[begin : begin + _AT_ONCE]))
    return found


def bearer_in(reading: Reading, token: str) -> Bearer | None:
    """The same over a connection of the caller's own. Raises TookTooLong."""
    rows = reading.ask(*_BEARER.question(digest=digest(token)))
    return next((_bearer((*row[:-1], row[-1] and date.fromisoformat(row[-1]))) for row in rows), None)


def app_of(token: Bearer) -> AppView:
    """The app that a token was given to."""
    return view_of(App.objects.get(id=token.app_id))


def allowed_by(viewer: Viewer) -> list[Allowed]:
    """The apps that act for the viewer, the latest first; one that she let in twice stands there once."""
    rows = Token.objects.filter(person_id=viewer.person_id or 0).select_related("app").order_by("-id")
    found: dict[int, Allowed] = {}
    for row in rows:
        known = found.get(row.app_id)
        found[row.app_id] = Allowed(
            app_id=row.app_id,
            name=row.app.name,
            website=row.app.website,
            scopes=scope_rules.split(f"{' '.join(known.scopes)} {row.scopes}" if known else row.scopes),
            since=row.made_at,
            used_on=max((each for each in (known and known.used_on, row.used_on) if each), default=None),
        )
    return list(found.values())


def minted_for(viewer: Viewer) -> list[Minted]:
    """The tokens that the console gave for the viewer, the latest first."""
    rows = Token.objects.filter(person_id=viewer.person_id or 0, app__client_id=CONSOLE).order_by("-id")
    return [Minted(row.id, scope_rules.split(row.scopes), row.made_at, row.used_on) for row in rows]


def view_of(row: App) -> AppView:
    return AppView(
        id=row.id,
        client_id=row.client_id,
        name=row.name,
        website=row.website,
        redirect_uris=tuple(row.redirect_uris.splitlines()),
        scopes=scope_rules.split(row.scopes),
    )


def _bearer(row: Row) -> Bearer:
    token_id, app_id, name, website, person_id, scopes, used_on = row
    return Bearer(token_id, app_id, name, website, person_id, scope_rules.split(scopes), used_on)


def _held(*, digest: str) -> QuerySet[Token, Any]:
    columns = ("id", "app_id", "app__name", "app__website", "person_id", "scopes", "used_on")
    return Token.objects.filter(digest=digest).values_list(*columns)


_BEARER = Prepared(_held, _bearer)
_HOLDING = Prepared(
    lambda *, ids: Token.objects.filter(id__in=ids, person__removed_at=None).values_list("id", flat=True)
)
