from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class ReadUpTo(models.Model):
    """How far somebody has read her home feed: the place of the newest entry that she saw."""

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    place = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)  # how often it moved on
    at = models.DateTimeField()
