"""Who is looking: the one place where a session becomes a viewer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from commonhold.social.people.queries import ANYONE, SignedIn, Viewer, signed_in_as

View = Callable[..., HttpResponseBase]


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in person, or anyone."""
    found = onlooker_of(request)
    return ANYONE if found is None else Viewer(found.line.id)


def onlooker_of(request: HttpRequest) -> SignedIn | None:
    """The signed-in person with her name. Looked up once a request."""
    if not hasattr(request, "_commonhold_onlooker"):
        found = _speaking(request.user) if request.user.is_authenticated else None
        request._commonhold_onlooker = found  # type: ignore[attr-defined]  # remembered for this request
    known: SignedIn | None = request._commonhold_onlooker  # type: ignore[attr-defined]  # set above
    return known


def _speaking(login: AbstractBaseUser) -> SignedIn | None:
    found = getattr(login, "speaks_as", None)
    return found if isinstance(found, SignedIn) else signed_in_as(int(login.pk))


def person_id_of(request: HttpRequest) -> int:
    """The signed-in person's id; only for views under `signed_in`."""
    person_id = viewer_of(request).person_id
    if person_id is None:
        raise ValueError("this view must be under @signed_in")
    return person_id


def signed_in(view: View) -> View:
    """Ask a stranger to sign in, and bring her back. A form that she sent meanwhile is kept by the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if viewer_of(request).person_id is None:
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
            return redirect_to_login(back)
        return view(request, *args, **kwargs)

    return guarded


def see_other(url: str) -> HttpResponse:
    """303: what was sent has been acknowledged; look there."""
    response = HttpResponse(status=303)
    response["Location"] = url
    return response
