"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.actors import moving
from commonhold.social.actors.jobs import destroy_later
from commonhold.social.actors.kept import forget_name, path_of
from commonhold.social.actors.models import Alias, GroupFollower, Moved, RemoteActor, RemoteKey


def export_of(person_id: int) -> dict[str, Any]:
    """Who else she is. A key of hers is ours to keep, and says nothing about her."""
    return {
        "known_as": path_of(person_id),
        "aliases": [each.called for each in moving.aliases_of(person_id)],
        "moved_to": moving.moved_to(person_id),
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Who else she is goes; her key as soon as her farewell has reached other servers.

    Of somebody elsewhere the address stays, to know that she is gone.
    """
    forget_name(person_id)
    Alias.objects.filter(person_id=person_id).delete()
    Moved.objects.filter(person_id=person_id).delete()
    RemoteKey.objects.filter(actor_id=person_id).delete()
    GroupFollower.objects.filter(person_id=person_id).delete()
    RemoteActor.objects.filter(person_id=person_id).update(gone_at=now, also_known_as=[], url="")
    destroy_later(person_id, now)
