from __future__ import annotations

from django.db import models
from django.db.models import Q

#: The trouble of what was taken back before it came.
RULED_OUT = "taken back before it came"


class Received(models.Model):
    """An activity whose signature was right, as it came. It is worked on later, and once.

    `digest` is the SHA-256 of its id, so that what comes twice is there once. `signer` is the actor's URI.
    A row is forgotten some days after it was done; until then it keeps replays away.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    signer = models.CharField(max_length=500)
    domain = models.CharField(max_length=253)
    body = models.TextField()  # JSON, as it came; empty once it is done
    followers = models.TextField(default="", blank=True)  # the header Collection-Synchronization (FEP-8fcf)
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, default="", blank=True)  # why nothing came of it

    class Meta:
        verbose_name_plural = "received"
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at=None), name="received_that_wait"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="received_by_age"),
        ]


class Retractable(models.Model):
    """What somebody elsewhere did that she may take back by its address alone.

    `digest` is the SHA-256 of her address and the activity's, so that nobody else's word finds it, and whose
    it is stands nowhere. `verb` and `about` are the activity's type and the address of its object.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    verb = models.CharField(max_length=20)
    about = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="retractable_by_age")]
