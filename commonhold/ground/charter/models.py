from __future__ import annotations

from django.db import models


class Version(models.Model):
    """The charter after one enactment. Numbers count up from 1, the founding."""

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    reference = models.CharField(max_length=80)  # what gave the right: "proposal:ID", "founding" …
    enactment_id = models.BigIntegerField(null=True, unique=True)  # no key upstairs; null for an upgrade


class Amendment(models.Model):
    """One parameter's new value."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="amendments")
    key = models.CharField(max_length=80)
    value = models.JSONField()  # an integer, a text, or a share as "n/d"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="amended_once_a_version")]


class Delegation(models.Model):
    """A vote lets the holder of a mandate set `key` alone, between `low` and `high`."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="delegations")
    key = models.CharField(max_length=80)
    low = models.JSONField()
    high = models.JSONField()
    mandate = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="delegated_once_a_version")]
