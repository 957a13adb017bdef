from __future__ import annotations

from django.db import models

from commonhold.ground.ending.stage import Stage


class Step(models.Model):
    """That a stage began, and by whose word. The last row holds."""

    id = models.BigAutoField(primary_key=True)
    stage = models.CharField(max_length=10, choices=Stage)
    at = models.DateTimeField()
    reference = models.CharField(max_length=80)

    class Meta:
        db_table = "ending_step"
