"""Tokens as they are kept: by their digest alone."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from commonhold.ground import ids
from commonhold.social.apps.models import Token


def digest(secret: str) -> str:
    """What is kept of a token, a code or an app's secret: they are long and random, so no salt is needed."""
    return sha256(secret.encode()).hexdigest()


def keep_token(
    app_id: int, person_id: int | None, scopes: tuple[str, ...], *, value: str | None = None, now: datetime
) -> str:
    """A new token, within the caller's transaction; `value` says what it is instead of chance."""
    token = value or secrets.token_urlsafe(32)
    Token.objects.create(
        id=ids.new_id(now),
        digest=digest(token),
        app_id=app_id,
        person_id=person_id,
        scopes=" ".join(scopes),
        made_at=now,
    )
    return token
