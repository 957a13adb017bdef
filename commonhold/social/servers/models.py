from __future__ import annotations

from django.db import models
from django.db.models import Q


class Server(models.Model):
    """Another server, as far as we know it; `domain` is in lower case, with the port if that is unusual."""

    class Signing(models.TextChoices):
        """How what we send it is signed. Whoever takes no draft-cavage takes RFC 9421."""

        CAVAGE = "cavage"
        RFC_9421 = "rfc9421"

    id = models.BigAutoField(primary_key=True)
    domain = models.CharField(max_length=253, unique=True)
    signing = models.CharField(max_length=7, choices=Signing, default=Signing.CAVAGE)
    software = models.CharField(max_length=60, default="", blank=True)  # as its NodeInfo says
    version = models.CharField(max_length=60, default="", blank=True)
    ask_at = models.DateTimeField(null=True)  # when that is to be asked; null: as soon as may be
    met_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)  # when something of it was last taken here
    # Since when nothing reaches it, how often that was tried in a row, and until when we leave it alone.
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ask_at"], name="servers_to_ask")]
        constraints = [
            models.CheckConstraint(condition=~Q(domain=""), name="server_has_a_name"),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="server_fails_since_some_time",
            ),
        ]


class ServerPolicy(models.Model):
    """What the co-op decided about a server and those beneath its name, why, and by which decision.

    `reference` is as enactments bear it, such as "proposal:12". A policy that ended keeps its row.
    """

    class Kind(models.TextChoices):
        LIMIT = "limit"  # not in what everybody reads; who follows somebody there goes on
        MUTE = "mute"  # and nobody is told of them whom one does not follow
        BLOCK = "block"  # nothing comes in and nothing goes out
        ALLOW = "allow"  # may come in where only those named do

    id = models.BigAutoField(primary_key=True)
    domain = models.CharField(max_length=253)
    kind = models.CharField(max_length=5, choices=Kind)
    reason = models.CharField(max_length=500)
    reference = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        verbose_name_plural = "server policies"
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=Q(until=None), name="one_policy_for_a_server"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_by="") | (Q(until__isnull=False) & ~Q(ended_by="")),
                name="policy_is_ended_by_something",
            ),
        ]
