from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person


class Portrait(models.Model):
    """A picture that somebody chose for her page. Until `shown_at` it waits to be made safe."""

    class Kind(models.TextChoices):
        AVATAR = "avatar"
        HEADER = "header"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    medium = models.OneToOneField(Medium, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(shown_at__isnull=False), name="one_portrait_is_shown"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(shown_at=None), name="one_portrait_waits"
            ),
        ]
