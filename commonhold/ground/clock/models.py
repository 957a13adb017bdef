from __future__ import annotations

from django.db import models


class Advance(models.Model):
    """How far this co-op's clock runs ahead of the world's, after one move. The last row holds."""

    id = models.BigAutoField(primary_key=True)
    ahead_ms = models.BigIntegerField()
    made_at = models.DateTimeField()  # by the world's clock
