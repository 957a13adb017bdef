from __future__ import annotations

from django.db import models
from django.db.models import Q


class Peer(models.Model):
    """Another co-op, from `since` on, whose record we witness and who witnesses ours."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=200)  # its public address; its record lies under /record
    log_key = models.CharField(max_length=400)  # vkey of its record
    witness_key = models.CharField(max_length=400)  # vkey with which it cosigns
    is_mirrored = models.BooleanField(default=False)  # do we keep a copy of its record?
    since = models.DateTimeField()
    because = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    until = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=80, default="", blank=True)
    # When it was last asked and last answered, and in a few words why it did not.
    asked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, default="", blank=True)
    labels_asked_at = models.DateTimeField(null=True)  # when its labelers were read last, and what was wrong
    labels_trouble = models.CharField(max_length=200, default="", blank=True)
    proposals = models.JSONField(default=list)  # its public ones, as it showed them last

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=Q(until=None), name="peer_is_there_once")
        ]


class Head(models.Model):
    """The largest tree of a peer's record that we saw and cosigned. It never gets smaller."""

    peer = models.OneToOneField(Peer, on_delete=models.PROTECT, primary_key=True, related_name="head")
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()  # as the peer signed it
    at = models.DateTimeField()


class Cosignature(models.Model):
    """A peer says that our record of this size contains all that it saw of it before."""

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="cosignatures")
    size = models.BigIntegerField()
    line = models.TextField()  # of a signed note
    at = models.DateTimeField()  # as the peer says

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "size"], name="cosigned_once")]
        indexes = [models.Index(fields=["size"], name="cosignatures_by_size")]


class Contradiction(models.Model):
    """A record said two things that can't both be true; everybody is shown both. Kept for ever."""

    class Kind(models.TextChoices):
        FORK = "fork"  # two trees of one size
        ROLLBACK = "rollback"  # it shows less than it had
        UNPROVEN = "unproven"  # it shows more, but not that this contains what it had
        OURS = "ours"  # a peer saw another record of ours than we have

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="contradictions")
    kind = models.CharField(max_length=8, choices=Kind)
    kept = models.TextField()  # the signed note that we kept, or our own
    seen = models.TextField()  # what came then
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # when its record was whole again; a fork never is

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "kind", "seen"], name="contradiction_is_shown_once"),
            models.CheckConstraint(
                condition=~Q(kind="fork") | Q(settled_at=None), name="a_fork_is_never_settled"
            ),
        ]


class Deposit(models.Model):
    """So many bytes of a peer's sealed backups that we keep; none any more with a budget of 0."""

    id = models.BigAutoField(primary_key=True)
    peer = models.OneToOneField(Peer, on_delete=models.PROTECT, related_name="deposit")
    key = models.CharField(max_length=64, unique=True)  # Ed25519, hex: whose requests count
    budget_bytes = models.BigIntegerField()
    used_bytes = models.BigIntegerField(default=0)
    since = models.DateTimeField()
    because = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_bytes__gte=0, used_bytes__gte=0), name="deposit_counts_bytes"
            )
        ]
