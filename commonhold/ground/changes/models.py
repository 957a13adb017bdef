from __future__ import annotations

from django.db import models


class Change(models.Model):
    """Something kept in memory under `kind` and `which` may be true no longer. Triggers write it, with the change.

    Ids have no gaps: whoever finds one missed something. It holds numbers alone and is gone after some hours.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=6)
    which = models.BigIntegerField()
