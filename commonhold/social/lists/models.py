from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class List(models.Model):
    """People whom its owner reads together. Nobody else learns of it."""

    class Answers(models.TextChoices):
        """Which of their answers are read there. What they answer themselves always is."""

        FOLLOWED = "followed"  # to anybody whom its owner follows
        LISTED = "list"  # to each other
        NONE = "none"

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lists")
    title = models.CharField(max_length=100)
    is_exclusive = models.BooleanField(default=False)  # its people are read here and not at home
    answers = models.CharField(max_length=8, choices=Answers, default=Answers.LISTED)
    made_at = models.DateTimeField()


class Listing(models.Model):
    """Somebody is on a list."""

    id = models.BigAutoField(primary_key=True)
    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="listings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "person"], name="listed_once")]
