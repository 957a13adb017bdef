from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class ConsentText(models.Model):
    """What people were shown when they said yes or no, word for word. `digest` is its SHA-256 in hex.

    Version 0 is what stood on the pages before consents had texts of their own.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    since = models.DateTimeField()


class Consent(models.Model):
    """Somebody's word about a purpose: yes or no, from `at` until `ended_at`. Rows stay until she leaves."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20)
    is_given = models.BooleanField()
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(ended_at=None), name="consent_holds_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["purpose", "is_given", "person"],
                condition=Q(ended_at=None),
                name="consents_that_hold",
            )
        ]
