from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work that must happen once, at or after `due_at`.

    `kind` and `key` are unique together: scheduling the same work twice is scheduling it once.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    payload = models.JSONField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="job_happens_once")]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(done_at=None), name="jobs_waiting")]
