from __future__ import annotations

from django.db import models
from django.db.models import Q


class Leaf(models.Model):
    """One public fact. Pending until the sequencer gives it its place in the log."""

    id = models.BigAutoField(primary_key=True)
    index = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=80, default="", blank=True, db_index=True)  # "proposal:ID"
    data = models.BinaryField()  # RFC 8785 JSON: exactly the bytes that are hashed and published

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(index=None), name="leaves_pending")]


class Checkpoint(models.Model):
    """A signed head of the log: what was published, kept for ever."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()


class Salt(models.Model):
    """What opens a commitment in the log. Erasing it erases the person from the record."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    salt = models.BinaryField(max_length=32)
