from __future__ import annotations

from django.db import models

from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person


class Emoji(models.Model):
    """One of the co-op's own pictures, written `:shortcode:`. Retired, it stays in what bears it already."""

    id = models.BigAutoField(primary_key=True)
    shortcode = models.CharField(max_length=30)
    medium = models.OneToOneField(Medium, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "emoji"
        constraints = [
            models.UniqueConstraint(
                fields=["shortcode"], condition=models.Q(retired_at=None), name="shortcode_is_taken_once"
            )
        ]
