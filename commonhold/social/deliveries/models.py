from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.groups.models import Group
from commonhold.social.people.models import Person
from commonhold.social.servers.models import Server


class Outgoing(models.Model):
    """An activity as it is sent, once for all whom it must reach. Neither person nor group: the server's own.

    `key_id` is what the signature calls the key. The row goes some days after the last of its deliveries is
    done; until then it keeps the same activity from being sent twice.
    """

    id = models.BigAutoField(primary_key=True)
    activity_id = models.CharField(max_length=500, unique=True)
    body = models.TextField()  # JSON
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    key_id = models.CharField(max_length=500)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "outgoing"
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(group=None), name="outgoing_is_signed_by_one")
        ]
        indexes = [models.Index(fields=["written_at"], name="outgoing_by_age")]


class Queue(models.Model):
    """What waits for one server. `due_at`: when to look at it next; empty while nothing waits.

    Whoever carries it holds it until `claimed_until`, so that no two carry for one server at once.
    """

    server = models.OneToOneField(Server, on_delete=models.PROTECT, primary_key=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="queues_that_wait")
        ]


class Delivery(models.Model):
    """One inbox that an activity must reach. It waits while `done_at` is empty. `trouble`: why, last."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        REFUSED = "refused"
        GONE = "gone"  # there is no such inbox any more
        EXPIRED = "expired"
        DROPPED = "dropped"  # the co-op decided to have nothing to do with this server

    id = models.BigAutoField(primary_key=True)
    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="deliveries")
    server = models.ForeignKey(Server, on_delete=models.PROTECT, related_name="+")
    inbox = models.CharField(max_length=500)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    trouble = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["outgoing", "inbox"], name="delivered_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="waiting")
                | (Q(done_at__isnull=False) & ~Q(outcome="waiting")),
                name="delivery_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["server", "id"], condition=Q(done_at=None), name="deliveries_that_wait"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="deliveries_by_age"),
        ]
