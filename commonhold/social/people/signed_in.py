"""Signing in: allauth's, with a statement that is made once, since every page asks it."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Login

_COLUMNS = [each.attname for each in Login._meta.concrete_fields]
_LOGIN = Prepared(lambda *, login_id: Login.objects.filter(id=login_id).values_list(*_COLUMNS))


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, which finds the login of a session by one prepared statement."""

    def get_user(self, user_id: int) -> Login | None:
        for row in _LOGIN.rows(login_id=int(user_id)):
            return Login.from_db("default", _COLUMNS, row)
        return None
