from __future__ import annotations

from django.db import models


class Change(models.Model):
    """What is kept in memory under `kind` and `which` may be untrue now. Triggers write it, with the change.

    Ids have no gaps: whoever finds one missed something. It holds numbers alone, and old ones go.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=6)
    which = models.BigIntegerField()
