from __future__ import annotations

from django.db import models


class Preview(models.Model):
    """What a linked page said of itself when we asked. `digest` is the SHA-256 of its address."""

    class State(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        EMPTY = "empty"  # it can't be fetched, or says nothing

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    state = models.CharField(max_length=5, choices=State)
    title = models.CharField(max_length=300, default="", blank=True)
    description = models.CharField(max_length=500, default="", blank=True)
    site = models.CharField(max_length=100, default="", blank=True)
    asked_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(state="asked"), name="previews_asked")]
