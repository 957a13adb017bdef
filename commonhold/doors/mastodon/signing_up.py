"""Opening an account through an app, and confirming its e-mail address (docs: methods/accounts, emails)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.utils import translation

from commonhold.doors.calls.answers import Answer, Wrong, invalid
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.limits import Kind
from commonhold.ground.refusal import Refusal
from commonhold.social.apps import actions as apps
from commonhold.social.people import actions as people
from commonhold.social.people.refusals import (
    EmailConfirmed,
    EmailNotAllowed,
    EmailTaken,
    HandleNotAllowed,
    HandleReserved,
    HandleTaken,
    MailNotSent,
    WeakPassword,
)

_NEEDED = ("username", "email", "password")
#: Beside which field a refusal stands, and Mastodon's code for it (docs: methods/accounts#422).
_CODES: dict[type[Refusal], tuple[str, str]] = {
    HandleNotAllowed: ("username", "ERR_INVALID"),
    HandleReserved: ("username", "ERR_RESERVED"),
    HandleTaken: ("username", "ERR_TAKEN"),
    EmailNotAllowed: ("email", "ERR_INVALID"),
    EmailTaken: ("email", "ERR_TAKEN"),
    WeakPassword: ("password", "ERR_INVALID"),
}
Details = dict[str, list[dict[str, str]]]


@endpoint(who=Who.APP, scope="write:accounts", limit=Kind.SIGN_UPS)
def open_account(asked: Asked) -> Answer:
    """POST /api/v1/accounts. As on the web anybody may, and the token serves at once.

    `agreement` accepts the terms, the privacy notice and the minimum age that hold now, with its date. What a
    `reason` or a date of birth would be for, this co-op does not ask.
    """
    assert asked.bearer is not None
    if asked.bearer.person_id is not None:
        raise Wrong(403, "This method requires an client credentials authentication")
    missing = _missing(asked)
    if missing:
        return _refused(missing)
    try:
        person_id = people.sign_up(
            email=asked.text("email"),
            password=asked.text("password"),
            handle=asked.text("username"),
            display_name=asked.text("username").strip().removeprefix("@"),
            agrees=asked.flag("agreement"),
            occasion="an app",
            now=asked.now,
        )
    except tuple(_CODES) as refusal:
        field, code = _CODES[type(refusal)]
        return _refused({field: [{"error": code, "description": str(refusal)}]})
    token = apps.let_newcomer_use(asked.bearer, person_id=person_id, now=asked.now)
    with translation.override(_language(asked)), suppress(MailNotSent):
        people.ask_for_confirmation(person_id, request=asked.request)
    return Answer(
        {
            "access_token": token,
            "token_type": "Bearer",
            "scope": " ".join(asked.bearer.scopes),
            "created_at": int(asked.now.timestamp()),
        }
    )


@endpoint(scope="write:accounts", limit=Kind.SIGN_UPS)
def confirm_email(asked: Asked) -> dict[str, Any]:
    """POST /api/v1/emails/confirmations: the mail once more. Which address, is changed on the web alone."""
    if asked.text("email"):
        raise invalid("email is changed on the web, where its owner shows that she knows the password")
    try:
        people.ask_for_confirmation(asked.me, request=asked.request)
    except EmailConfirmed as confirmed:
        raise Wrong(
            403, "This method is only available while the e-mail is awaiting confirmation"
        ) from confirmed
    return {}


def _missing(asked: Asked) -> Details:
    blank = {"error": "ERR_BLANK", "description": "can't be blank"}
    found: Details = {each: [blank] for each in _NEEDED if not asked.text(each).strip()}
    if not asked.flag("agreement"):
        found["agreement"] = [{"error": "ERR_ACCEPTED", "description": "must be accepted"}]
    return found


def _refused(details: Details) -> Answer:
    """Everything that is wrong, as a sentence and field by field."""
    said = [f"{field} {each['description']}" for field, found in details.items() for each in found]
    return Answer({"error": f"Validation failed: {', '.join(said)}", "details": details}, 422)


def _language(asked: Asked) -> str:
    """In which the mail is written: hers, if this house knows it."""
    known, wanted = dict(settings.LANGUAGES), asked.text("locale").replace("_", "-").lower()
    return next(
        (each for each in (wanted, wanted.partition("-")[0]) if each in known), translation.get_language()
    )
