from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.open_data.vocabulary import Licence


class Publication(models.Model):
    """That members decided to publish these tables under a licence; one such decision holds at a time."""

    id = models.BigAutoField(primary_key=True)
    reference = models.CharField(max_length=80, unique=True)
    tables = models.JSONField()
    licence = models.CharField(max_length=20, choices=Licence)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(until=None), name="one_publication_at_a_time"
            ),
        ]


class Edition(models.Model):
    """A month as it was published, once and for all: the bytes whose SHA-256 is on the record."""

    id = models.BigAutoField(primary_key=True)
    month = models.CharField(max_length=7, unique=True)  # "2026-05"
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    body = models.TextField()  # canonical JSON
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    # What the page says of it, so that no page reads all months; None where an older release made it.
    cells = models.PositiveIntegerField(null=True)
    withheld = models.PositiveIntegerField(null=True)
