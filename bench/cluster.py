"""PostgreSQL's own processes, seen from the outside."""

from __future__ import annotations

import os
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

_PARENT, _OWN, _OF_THOSE_GONE = 1, slice(11, 13), slice(11, 15)


class Cluster:
    """All processes of the server that this one of them belongs to."""

    def __init__(self, backend: int) -> None:
        self._first = int(_fields(backend)[_PARENT])

    def cpu(self) -> float:
        """Seconds that they were on a processor so far, those that ended since included."""
        ticks = sum(map(int, _fields(self._first)[_OF_THOSE_GONE]))
        for each in Path("/proc").glob("[0-9]*"):
            try:
                fields = _fields(int(each.name))
            except FileNotFoundError:
                continue
            if int(fields[_PARENT]) == self._first:
                ticks += sum(map(int, fields[_OWN]))
        return ticks / os.sysconf("SC_CLK_TCK")


def cluster(connection: BaseDatabaseWrapper) -> Cluster | None:
    """The one behind this connection; None behind SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Cluster(int(cursor.fetchone()[0]))


def _fields(pid: int) -> list[str]:
    """From its state on (proc(5)): parent, times of its own, times of its children that ended."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
