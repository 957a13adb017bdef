from __future__ import annotations

from django.db import models


class Outcome(models.TextChoices):
    """How an enactment ended."""

    ENACTED = "enacted"
    FAILED = "failed"


class EnactmentRow(models.Model):
    """That decisions were carried out, or refused at the last check; once per reference, for ever."""

    id = models.BigAutoField(primary_key=True)
    reference = models.CharField(max_length=80, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(default="", blank=True)
    decisions = models.JSONField()
    decisions_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "decisions_enactment"
