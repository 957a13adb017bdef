from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class BlockList(models.Model):
    """A list of servers that somebody else keeps. With an address it is read again when `due_at` comes."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500, blank=True)  # empty: it was pasted, or brought as a file
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    dropped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    unread = models.PositiveIntegerField(default=0)  # lines in which no server could be read
    trouble = models.CharField(max_length=60, default="", blank=True)  # why it could not be read last

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["url"], condition=Q(dropped_at=None) & ~Q(url=""), name="block_list_is_read_once"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_by=None)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="block_list_is_dropped_by_somebody",
            ),
        ]


class Listing(models.Model):
    """A server on a list, from `since` on. What left the list, or changed on it, keeps its row."""

    class Severity(models.TextChoices):
        LIMIT = "limit"
        BLOCK = "block"

    id = models.BigAutoField(primary_key=True)
    block_list = models.ForeignKey(BlockList, on_delete=models.PROTECT, related_name="listings")
    domain = models.CharField(max_length=253)
    severity = models.CharField(max_length=5, choices=Severity)
    comment = models.CharField(max_length=300, default="", blank=True)  # in the words of who keeps the list
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["block_list", "domain"], condition=Q(until=None), name="listed_once_on_a_list"
            )
        ]
        indexes = [models.Index(fields=["domain"], condition=Q(until=None), name="lists_of_a_server")]
