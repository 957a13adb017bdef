from __future__ import annotations

from django.db import models

from commonhold.ground.installation.mode import Mode


class Installation(models.Model):
    """The one row that says what this copy is. There is none until the co-op is founded."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=4, choices=Mode)
    public_url = models.CharField(max_length=200)
    record_origin = models.CharField(max_length=200)
    founded_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)  # first federation or witnessing: addresses hold from then on

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values), name="installation_mode_is_known"
            ),
        ]
