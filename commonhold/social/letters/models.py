from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Letter(models.Model):
    """A mail that waits to go out, to one of us or to an address; the row goes with it."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="letters")
    address = models.EmailField(default="", blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(address=""), name="letter_goes_to_somebody")
        ]
