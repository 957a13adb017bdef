"""What the library does here in its own way: counting wrong passwords, and what follows signing in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commonhold.doors.web.sign_in.browsers import noted
from commonhold.social.people import queries as people


class ByTypedName(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth carries no types
    """Counts wrong passwords by the name that was typed. Counted by login, trying one name too often would
    close the door for another and so tell that the two are one human.
    """

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """As the library's; but where something changed that she accepts, its page comes first.

        It stands in nobody's way: from there she goes on to where she wanted, whether she accepts it or not.
        """
        response: HttpResponse = super().post_login(request, user, **told)
        owner = next(iter(people.profiles_of(int(user.pk))), None)
        if owner is not None:
            noted(request, response, owner.line.id, user)
        if response.status_code != 302 or owner is None or not people.still_to_agree(owner.line.id):
            return response
        to_agree = HttpResponseRedirect(f"/settings/agreements?{urlencode({'next': response['Location']})}")
        to_agree.cookies.update(response.cookies)
        return to_agree

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        typed: str | None = getattr(request, "signs_in_with", None)
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return key if typed is None else f"{key.partition(':')[0]}:{typed}"
