"""Django's sessions in the database, read by a statement that is made once: every page asks it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from commonhold.ground.always import with_always
from commonhold.ground.prepared import Prepared, Row


class SessionStore(DatabaseSessions):
    def load(self) -> dict[str, Any]:
        for words, expires in with_always(_FOUND.asking_made(key=self.session_key or "")):
            if expires > timezone.now():
                found: dict[str, Any] = json.loads(words)
                return found
        self._session_key = None
        return {}


def _unsealed(row: Row) -> tuple[str, datetime]:
    """What a session holds, as JSON, and until when. Its seal is looked at once for each that is stored."""
    data, expires = row
    return json.dumps(SessionStore().decode(data)), expires


_FOUND = Prepared(
    lambda *, key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date"),
    _unsealed,
)
