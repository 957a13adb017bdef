"""Whom a login speaks as, and where she can be written to."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Person
from commonhold.social.people.queries.lines import LINE, PersonLine, line_from
from commonhold.social.people.queries.rows import called, present
from commonhold.social.people.queries.viewer import ANYONE


def _of_login(*, login_id: int) -> QuerySet[Person, Any]:
    return present().filter(login_id=login_id).order_by("id").values_list(*LINE)[:1]


_OF_LOGIN = Prepared(_of_login)


def person_of_login(login_id: int) -> PersonLine | None:
    """Whom a login speaks as: the first of its people, or None before there is one."""
    for row in _OF_LOGIN.rows(login_id=login_id):
        return line_from(row)
    return None


def email_to_sign_in(handle: str) -> str | None:
    """The address that the person called `handle` signs in with; for the sign-in form alone."""
    return called(ANYONE, handle).values_list("login__email", flat=True).first()


def mail_address(person_id: int) -> str | None:
    """Where somebody can be written to: the address that she signs in with, once it is confirmed as hers."""
    row = present().filter(id=person_id, login__isnull=False).select_related("login").first()
    if row is None or row.login is None:
        return None
    known = EmailAddress.objects.filter(user=row.login, email__iexact=row.login.email, verified=True)
    return row.login.email if known.exists() else None
