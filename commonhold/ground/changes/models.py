from __future__ import annotations

from django.db import models


class Change(models.Model):
    """What is kept in memory under `kind` and `which` may be untrue now. Triggers write it, with the change.

    On SQLite ids have no gaps: whoever finds one missed something. On PostgreSQL ids become visible in any
    order, and a column more, `written_by`, says in which transaction. It holds numbers alone; old ones go.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=6)
    which = models.BigIntegerField()
