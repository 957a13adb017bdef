"""Signing in: allauth's, with one statement that is made once, since every page asks it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import SignedIn, signed_in_rows

_COLUMNS = [each.attname for each in Login._meta.concrete_fields]


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, which finds the login of a session together with the person whom it speaks as."""

    def get_user(self, user_id: int) -> Login | None:
        for row in _WITH_PERSON.rows(login_id=int(user_id)):
            login = Login.from_db("default", _COLUMNS, row[: len(_COLUMNS)])
            login.speaks_as = SignedIn.from_row(row[len(_COLUMNS) :])
            return login
        return Login.objects.filter(id=user_id).first()  # nobody yet, or nobody any more


def _with_person(*, login_id: int) -> QuerySet[Person, Any]:
    return signed_in_rows(login_id, *(f"login__{each}" for each in _COLUMNS))


_WITH_PERSON = Prepared(_with_person)
