"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from commonhold.social.archives import folders
from commonhold.social.archives.models import Awaited, Brought, Import


def export_of(person_id: int) -> dict[str, Any]:
    """Each import with its counts and what it brought, as plain values. The posts are among her posts."""
    rows = Import.objects.filter(person_id=person_id).prefetch_related("brought").order_by("id")
    waiting = Awaited.objects.filter(person_id=person_id).order_by("id")
    return {
        "imports": [_import(row) for row in rows],
        "awaited": [{"kind": each.kind, "list": each.title, "address": each.address} for each in waiting],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her archives go, and with them that she ever brought any, and whom she waits for."""
    rows = Import.objects.filter(person_id=person_id)
    import_ids = list(rows.values_list("id", flat=True))
    Brought.objects.filter(by_import__in=import_ids).delete()
    rows.delete()
    Awaited.objects.filter(person_id=person_id).delete()
    for each in import_ids:
        transaction.on_commit(partial(folders.clear, each))


def _import(row: Import) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "file": row.filename,
        "state": row.state,
        "begun_at": row.begun_at.isoformat(),
        "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
        "account": (row.survey or {}).get("account", ""),
        "written": row.written,
        "already_here": row.already,
        "refused": row.remarks,
        "brought": [
            {"kind": each.kind, "source": each.source, "made": str(each.made)} for each in row.brought.all()
        ],
    }
