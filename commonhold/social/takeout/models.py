from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Takeout(models.Model):
    """An archive of all that is hers, which somebody asked for. Its file lies in a folder of its own."""

    class State(models.TextChoices):
        WAITING = "waiting"  # asked for, or begun; a part of a file is nobody's to have
        READY = "ready"
        FAILED = "failed"
        GONE = "gone"  # its time is over, or she threw it away

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)  # rooms, posts and files that are in it
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # that failed
    byte_count = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    missing = models.JSONField(default=list)  # names of files that the store no longer had
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_takeout_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="takeouts_of_person"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="takeouts_waiting"),
        ]
