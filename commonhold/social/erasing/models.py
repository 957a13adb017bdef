from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Erasure(models.Model):
    """Somebody asked to be erased. Until `due_at` she may think again; then the row names a tombstone."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # no page and no statement finds her any more
    bytes_gone_at = models.DateTimeField(null=True)  # the database's files were cleaned after that

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(taken_back_at=None, done_at=None),
                name="one_erasure_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["done_at"],
                condition=Q(done_at__isnull=False, bytes_gone_at=None),
                name="erasures_with_bytes",
            )
        ]
