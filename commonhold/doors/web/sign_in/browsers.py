"""Which browser somebody signs in with: in words, and by what it remembers; no network address is kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonhold.civic.rights.actions import note_sign_in
from commonhold.ground.clock import queries as clock

_COOKIE = "commonhold_browser"
_FOR = 2 * 365 * 24 * 3600  # seconds
#: The first that a browser names itself by; those that also name another stand before it.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
_WAYS = {"totp": "code", "recovery_codes": "recovery-code", "webauthn": "key"}


def noted(request: HttpRequest, response: HttpResponse, person_id: int, user: Any) -> None:
    """Write the sign-in down, and let the browser remember that it was here."""
    known = request.get_signed_cookie(_COOKIE, default="") or secrets.token_urlsafe(16)
    response.set_signed_cookie(
        _COOKIE, known, max_age=_FOR, httponly=True, samesite="Lax", secure=settings.SECURE
    )
    note_sign_in(
        person_id,
        session_key=request.session.session_key or "",
        device=in_words(request.headers.get("User-Agent", "")),
        mark=hashlib.sha256(known.encode()).hexdigest(),
        way=way_of(get_authentication_records(request, user)),
        now=clock.now(),
    )


def in_words(agent: str) -> str:
    """What a browser says of itself, such as "Firefox on Linux"."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), "")
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or _("an unknown browser")


def way_of(records: list[dict[str, Any]]) -> str:
    """By which way somebody signed in: the last of what the library wrote down."""
    if not records:
        return "password"
    last = records[-1]
    if last.get("method") != "mfa":
        return "password"
    return "passkey" if last.get("passwordless") else _WAYS.get(str(last.get("type")), "code")
