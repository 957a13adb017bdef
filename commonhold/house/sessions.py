"""Django's sessions in the database, read by a statement that is made once: every page asks it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from commonhold.ground.prepared import Prepared

_FOUND = Prepared(
    lambda *, key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date")
)


class SessionStore(DatabaseSessions):
    def load(self) -> dict[str, Any]:
        for data, expires in _FOUND.rows(key=self.session_key or ""):
            if expires > timezone.now():
                return self.decode(data)
        self._session_key = None
        return {}
