"""Signing in: allauth's, with one statement that is made once, since every page asks it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared, Row
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import SignedIn, signed_in_rows

_COLUMNS = [each.attname for each in Login._meta.concrete_fields]


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, which finds the login of a session together with the people whom it may speak as."""

    def get_user(self, user_id: int) -> Login | None:
        rows = _WITH_PEOPLE.made(login_id=int(user_id))
        if not rows:
            return Login.objects.filter(id=user_id).first()  # nobody yet, or nobody any more
        login = Login.from_db("default", _COLUMNS, rows[0][0])
        login.speaks_as = [speaker for _columns, speaker in rows]
        return login


def _made(row: Row) -> tuple[Row, SignedIn]:
    """A login's columns, and one of its people."""
    return row[: len(_COLUMNS)], SignedIn.from_row(row[len(_COLUMNS) :])


def _with_people(*, login_id: int) -> QuerySet[Person, Any]:
    return signed_in_rows(login_id, *(f"login__{each}" for each in _COLUMNS))


_WITH_PEOPLE = Prepared(_with_people, _made)
