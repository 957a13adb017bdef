"""Who is looking: the one place where a session becomes a viewer.

Who has two profiles looks and writes as one of them, `viewer_of`. What is hers in the co-op, such as her
vote, is her first profile's whichever she acts as: doors of civic rooms ask for `owner_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from commonhold.social.people.queries import ANYONE, PersonLine, SignedIn, Viewer, profiles_of

View = Callable[..., HttpResponseBase]
_ACTS_AS = "acts_as"  # in the session
_PROFILES = "_commonhold_profiles"  # on the request, which remembers them


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in person, or anyone."""
    found = onlooker_of(request)
    return ANYONE if found is None else Viewer(found.line.id)


def onlooker_of(request: HttpRequest) -> SignedIn | None:
    """The signed-in person as whom her session acts, with her name. Looked up once a request."""
    profiles = _profiles(request)
    if len(profiles) < 2:
        return profiles[0] if profiles else None
    chosen = request.session.get(_ACTS_AS)
    return next((each for each in profiles if each.line.id == chosen), profiles[0])


def other_of(request: HttpRequest) -> PersonLine | None:
    """The other profile of whoever looks, for herself alone."""
    acting = onlooker_of(request)
    return next((each.line for each in _profiles(request) if each != acting), None)


def owning_of(request: HttpRequest) -> SignedIn | None:
    """The profile of whoever looks that membership, votes and money belong to, whichever she acts as."""
    return next(iter(_profiles(request)), None)


def owner_of(request: HttpRequest) -> Viewer:
    """The owning profile as a viewer, or anyone: who looks at what civic rooms keep."""
    found = owning_of(request)
    return ANYONE if found is None else Viewer(found.line.id)


def acts_as(request: HttpRequest, person_id: int) -> None:
    """Have the session act as this one of hers. Other tabs' forms, which name the other, go stale."""
    request.session[_ACTS_AS] = person_id
    request.session.cycle_key()
    rotate_token(request)
    if hasattr(request, _PROFILES):
        delattr(request, _PROFILES)


def _profiles(request: HttpRequest) -> list[SignedIn]:
    if not hasattr(request, _PROFILES):
        setattr(request, _PROFILES, _speaking(request.user) if request.user.is_authenticated else [])
    known: list[SignedIn] = getattr(request, _PROFILES)
    return known


def _speaking(login: AbstractBaseUser) -> list[SignedIn]:
    found = getattr(login, "speaks_as", None)
    return found if isinstance(found, list) else profiles_of(int(login.pk))


def person_id_of(request: HttpRequest) -> int:
    """The signed-in person's id; only for views under `signed_in`."""
    person_id = viewer_of(request).person_id
    if person_id is None:
        raise ValueError("this view must be under @signed_in")
    return person_id


def owner_id_of(request: HttpRequest) -> int:
    """The owning profile's id; only for views under `signed_in`."""
    person_id = owner_of(request).person_id
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


def way_back(request: HttpRequest, *, name: str = "next", otherwise: str = "") -> str:
    """Where the reader asked to be led afterwards, if that is a page of ours."""
    asked = request.POST.get(name) or request.GET.get(name) or ""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else otherwise
