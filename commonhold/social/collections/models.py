from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Collection(models.Model):
    """People whom its curator recommends to others, for everybody to see."""

    id = models.BigAutoField(primary_key=True)
    curator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=500, default="", blank=True)
    made_at = models.DateTimeField()


class Inclusion(models.Model):
    """Somebody in a collection: shown only while her own word is yes."""

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="inclusions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    since = models.DateTimeField()  # of the state

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "person"], name="included_once")]
        indexes = [models.Index(fields=["person", "state"], name="inclusions_of_person")]
