"""How a function becomes an endpoint: the token and its scope, limits, errors, and the headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path, resolve
from django.utils.translation import gettext as _

from commonhold.doors.calls.answers import PREFLIGHT, Answer, Wrong, refused, written
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.limits import Kind, limits
from commonhold.doors.calls.reading import parameters
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.apps import actions as apps
from commonhold.social.apps import queries as tokens
from commonhold.social.apps.queries import Bearer


class Who(Enum):
    """Who may call: anybody, whoever shows a token, or whoever shows one that acts for a person."""

    ANYONE = "anyone"
    APP = "app"
    PERSON = "person"


@dataclass(frozen=True)
class Endpoint:
    """A function with what it asks for. It may be called with the parts of the address as keywords.

    Of several scopes, with spaces between them, any is enough.
    """

    work: Callable[..., Any]
    who: Who
    scope: str | None
    limit: Kind


def endpoint(
    *, who: Who = Who.PERSON, scope: str | None = None, limit: Kind = Kind.CALLS
) -> Callable[[Callable[..., Any]], Endpoint]:
    """Mark a function as an endpoint. It gives an Answer, a body of JSON for a plain 200, or a whole response
    where the answer is no JSON.
    """
    return lambda work: Endpoint(work, who, scope, limit)


def at(address: str, **methods: Endpoint) -> URLPattern:
    """An address and what answers there, by method: `at("api/v1/apps", post=register)`."""
    by_method = {name.upper(): each for name, each in methods.items()}
    if "GET" in by_method:
        by_method.setdefault("HEAD", by_method["GET"])

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(headers=PREFLIGHT)
        found = by_method.get(request.method or "")
        if found is None:
            allowed = ", ".join([*by_method, "OPTIONS"])
            return written(Answer({"error": "Method not allowed"}, 405, {"Allow": allowed}))
        return answered(request, found, parts)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at: there is nothing to forge
    view.endpoints = by_method  # type: ignore[attr-defined]  # for the table of what is offered
    return path(address, view)


def answered(request: HttpRequest, found: Endpoint, parts: dict[str, Any]) -> HttpResponse:
    """Ask the endpoint; whatever goes wrong is told in the documented way."""
    now = clock.now()
    headers: dict[str, str] = {}
    try:
        if place() is None:
            raise Wrong(503, _("There is no co-op here yet. Come back after its founding."))
        bearer = bearer_of(token_of(request), found.who, found.scope)
        caller = request.META.get("REMOTE_ADDR", "")
        if bearer is not None and found.limit is not Kind.SIGN_UPS:  # an app signs up whole towns
            caller = str(bearer.token_id)
        headers |= limits.count(found.limit, caller, now)
        if bearer is not None:
            apps.note_use(bearer, today=now.date())
        sent, files = parameters(request)
        answer = found.work(Asked(request, bearer, sent, files, now), **parts)
    except Wrong as wrong:
        answer = refused(wrong.error, wrong.status, wrong.headers)
    except NotFound:
        answer = refused("Record not found", 404)
    except Refusal as refusal:
        answer = refused(str(refusal), 422)
    if isinstance(answer, HttpResponse):
        return answer
    if not isinstance(answer, Answer):
        answer = Answer(answer)
    return written(Answer(answer.body, answer.status, {**headers, **answer.headers}))


def _unknown(request: HttpRequest) -> HttpResponse:
    meant = resolve(request.path_info.rstrip("/"))
    if meant.func is not _unknown:
        answer: HttpResponse = meant.func(request, **meant.kwargs)
        return answer
    if request.method == "OPTIONS":
        return HttpResponse(headers=PREFLIGHT)
    return written(Answer({"error": "Not found"}, 404))


_unknown.csrf_exempt = True  # type: ignore[attr-defined]  # it does nothing
#: Whatever else begins like the API: an app reads why, and no page. A slash at the end is forgiven, as Rails
#: forgives it.
unknown = re_path(r"^api(?:/|$)", _unknown)


def bearer_of(shown: str, who: Who, scope: str | None) -> Bearer | None:
    """Who shows this token, if she may call. Raises Wrong (401, 403, 422)."""
    if not shown:
        if who is Who.ANYONE:
            return None
        raise Wrong(401, "The access token is invalid")
    bearer = tokens.bearer(shown)
    if bearer is None:
        raise Wrong(401, "The access token is invalid")
    if scope is not None and not any(bearer.may(each) for each in scope.split()):
        raise Wrong(403, "This action is outside the authorized scopes")
    if who is Who.PERSON and bearer.person_id is None:
        raise Wrong(422, "This method requires an authenticated user")
    return bearer


def token_of(request: HttpRequest) -> str:
    """The token that was shown: in the header, or as old clients do (RFC 6750 §2.3), in the query."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else request.GET.get("access_token", "")
