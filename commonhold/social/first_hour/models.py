from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class FirstStep(models.Model):
    """A step of the first hour that a person is done with. Without a row it is still open."""

    class Step(models.TextChoices):
        INTERESTS = "interests"
        COMPANY = "company"
        FRIENDS = "friends"
        YOURSELF = "yourself"
        NEWS = "news"

    class State(models.TextChoices):
        TAKEN = "taken"
        SKIPPED = "skipped"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=9, choices=Step)
    state = models.CharField(max_length=7, choices=State)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="first_step_once")]
