"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.apps.models import Code, Token


def export_of(person_id: int) -> dict[str, Any]:
    """The apps that act for her. Tokens themselves are nowhere to be read."""
    rows = Token.objects.filter(person_id=person_id).select_related("app").order_by("id")
    return {
        "apps": [
            {
                "name": row.app.name,
                "website": row.app.website,
                "scopes": row.scopes,
                "since": row.made_at.isoformat(),
                "used_on": row.used_on and row.used_on.isoformat(),
            }
            for row in rows
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Sign her out of every app."""
    Token.objects.filter(person_id=person_id).delete()
    Code.objects.filter(person_id=person_id).delete()
