from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Filter(models.Model):
    """Words and posts that its owner does not want to meet. Nobody else learns of it."""

    class Act(models.TextChoices):
        HIDE = "hide"
        WARN = "warn"

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    keywords = models.JSONField()  # as `keywords.Keyword` says
    posts = models.JSONField(default=list)  # as `keywords.FilteredPost` says
    places = models.JSONField()  # values of `matching.Place`
    act = models.CharField(max_length=10, choices=Act)
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
