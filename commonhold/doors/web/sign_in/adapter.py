"""How the library counts wrong passwords here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ByTypedName(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth carries no types
    """Counts wrong passwords by the name that was typed. Counted by login, trying one name too often would
    close the door for another and so tell that the two are one human.
    """

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        typed: str | None = getattr(request, "signs_in_with", None)
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return key if typed is None else f"{key.partition(':')[0]}:{typed}"
