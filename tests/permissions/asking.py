"""Everybody who may come, and what each is told, in one word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from commonhold.civic.governance.actions.appoint import appoint_without_vote
from commonhold.civic.members import actions as members
from commonhold.ground.clock import queries as clock
from commonhold.social.apps import actions as apps
from commonhold.social.people import actions as people
from commonhold.social.people.models import Person, Standing
from tests.cast import make_person
from tests.permissions.routes import routes

#: In the table's order. `owner` is whoever the thing belongs to that the address leads to.
VIEWERS = (
    "anonymous",
    "remote",
    "person",
    "suspended",
    "member",
    "moderator",
    "treasurer",
    "board",
    "owner",
)
_MANDATES = ("moderator", "treasurer", "board")
_SCOPES = "read write follow push profile"
_SIGN_IN = "/account/login/"
#: Streams go on for ever, and are listened to elsewhere.
ENDLESS = frozenset({"live"})
#: What depends on threads that only a server has.
OF_SERVERS = frozenset({"readyz", "metrics"})
_METHODS = ("GET", "POST")
_CALLS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WORDS = {200: "yes", 201: "yes", 202: "yes", 204: "yes", 400: "asks", 401: "sign in", 403: "no", 404: "none"}
_MORE = {405: "-", 406: "asks", 409: "asks", 410: "none", 413: "asks", 415: "asks", 422: "asks", 501: "off"}

Table = dict[tuple[str, str], dict[str, str]]


def everybody() -> dict[str, int | None]:
    """Makes whoever comes, and gives their ids; None has no account here."""
    now = clock.now()
    made: dict[str, int | None] = {"anonymous": None, "remote": None}
    made["person"] = make_person("perl", signs_in=True, now=now)
    made["suspended"] = suspended = _member("sully", now)
    people.grant_standing(person_id=suspended, kind=Standing.Kind.SUSPENDED, now=now)
    made["member"] = _member("mabel", now)
    for role in _MANDATES:
        made[role] = holder = _member(f"{role}_holder", now)
        appoint_without_vote(holder, role=role, now=now)
    return made


def _member(handle: str, now: datetime) -> int:
    person_id = make_person(handle, signs_in=True, now=now)
    members.enrol(person_id, branch=1, votes_from=now, now=now)
    return person_id


def told(viewer: str, made: Mapping[str, int | None]) -> Iterator[tuple[str, str, str]]:
    """`(method, pattern, word)` for every address; nothing of what it does stays."""
    for route in routes():
        if route.pattern in ENDLESS | OF_SERVERS or route.pattern.startswith("api/v1/streaming"):
            continue
        who = route.owner if viewer == "owner" else made[viewer]
        if viewer == "owner" and (who is None or not _signs_in(who)):
            continue
        ask = asker(viewer, who, is_call=route.pattern.startswith("api/"))
        for method in methods_of(route.pattern):
            with undone():
                yield method, route.pattern, word_of(ask(method, route.address))


def asker(viewer: str, who: int | None, *, is_call: bool) -> Callable[[str, str], HttpResponseBase]:
    """Asks with a method for an address, as that person: by a browser, or an app with her token."""
    client = Client(raise_request_exception=False)
    headers = {"Accept": "application/activity+json"} if viewer == "remote" else {}
    if who is not None and is_call:
        headers["Authorization"] = f"Bearer {apps.mint_token(person_id=who, scopes=_SCOPES, now=clock.now())}"
    elif who is not None:
        client.force_login(get_user_model().objects.get(id=Person.objects.get(id=who).login_id or 0))

    def ask(method: str, address: str) -> HttpResponseBase:
        answer: HttpResponseBase = client.generic(method, address, headers=headers)
        return answer

    return ask


def word_of(answer: HttpResponseBase) -> str:
    status = answer.status_code
    if 300 <= status < 400:
        return "sign in" if answer.headers.get("Location", "").startswith(_SIGN_IN) else "led on"
    return _WORDS.get(status) or _MORE.get(status) or f"{status}!"


def methods_of(pattern: str) -> tuple[str, ...]:
    return _CALLS if pattern.startswith("api/") else _METHODS


def _signs_in(person_id: int) -> bool:
    return Person.objects.filter(id=person_id).exclude(login=None).exists()


@contextmanager
def undone() -> Iterator[None]:
    """What is done within does not stay."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
