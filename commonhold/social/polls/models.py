from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Poll(models.Model):
    """A question inside a post. It is no ballot: it binds nobody."""

    id = models.BigAutoField(primary_key=True)
    is_multiple = models.BooleanField(default=False)
    hides_counts = models.BooleanField(default=False)  # until it closes
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    voters = models.PositiveIntegerField(null=True)  # counted when it closed
    is_elsewhere = models.BooleanField(default=False)  # another server counts it, and tells us now and then


class Option(models.Model):
    """One of the answers that a poll offers; `position` counts from 0."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=100)
    votes = models.PositiveIntegerField(null=True)  # counted when it closed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="option_has_its_place")]


class Choice(models.Model):
    """Somebody chose an option. Who did is nobody's to read."""

    id = models.BigAutoField(primary_key=True)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="choices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "person"], name="option_chosen_once")]
