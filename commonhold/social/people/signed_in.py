"""Who is signed in, asked by every page with statements that are made once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Login, Person, Standing
from commonhold.social.people.queries import LINE, PersonLine, line_from
from commonhold.social.people.refusals import NoSuchPerson


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, which finds the login of a session by one prepared statement."""

    def get_user(self, user_id: int) -> Login | None:
        for row in _LOGIN.rows(login_id=int(user_id)):
            return Login.from_db("default", _LOGIN_COLUMNS, row)
        return None


def onlooker(person_id: int) -> tuple[PersonLine, bool]:
    """Somebody as the frame greets her, and whether she is a member. Raises NoSuchPerson."""
    for *line, is_member in _ONLOOKER.rows(person_id=person_id):
        return line_from(line), is_member
    raise NoSuchPerson


def _onlooker(*, person_id: int) -> QuerySet[Person, Any]:
    holding = Standing.objects.filter(person=OuterRef("pk"), kind=Standing.Kind.MEMBER, until=None)
    rows = Person.objects.filter(id=person_id).annotate(is_member=Exists(holding))
    return rows.values_list(*LINE, "is_member")


_LOGIN_COLUMNS = [each.attname for each in Login._meta.concrete_fields]
_LOGIN = Prepared(lambda *, login_id: Login.objects.filter(id=login_id).values_list(*_LOGIN_COLUMNS))
_ONLOOKER = Prepared(_onlooker)
