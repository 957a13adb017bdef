"""Having erased bytes leave the database's own files, outside any transaction.

SQLite overwrites them with each change; its log is then written back and cut off. PostgreSQL
keeps them in its tables until each is written anew, and in its log until that is rotated.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from commonhold.social.erasing.models import Erasure


def sweep(now: datetime) -> None:
    """On SQLite, after each erasure. On PostgreSQL whoever runs the server does it, in a quiet hour."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    if Erasure.objects.filter(done_at__isnull=False, bytes_gone_at=None).exists() and clean():
        note_clean(now)


def clean() -> bool:
    """Clean the files; False where a reader is in the way, and it has to be tried again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()
            return busy is not None and busy[0] == 0
        cursor.execute("VACUUM (FULL)")
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")
        return True


def note_clean(now: datetime) -> int:
    """Note that the bytes of all who were erased are gone; how many they were."""
    return Erasure.objects.filter(done_at__isnull=False, bytes_gone_at=None).update(bytes_gone_at=now)
