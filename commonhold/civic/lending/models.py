from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.peers.models import Peer
from commonhold.social.people.models import Person


class Agreement(models.Model):
    """Members agreed to lend a peer jurors, or to ask it for some, from `since` on."""

    class Way(models.TextChoices):
        LEND = "lend"
        BORROW = "borrow"

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="agreements")
    way = models.CharField(max_length=6, choices=Way)
    is_paid = models.BooleanField(default=False)  # we pay whom we lend as a juror of our own
    since = models.DateTimeField()
    because = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    until = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "way"], condition=Q(until=None), name="agreed_once_each_way"
            ),
            models.CheckConstraint(
                condition=Q(is_paid=False) | Q(way="lend"), name="who_lends_pays_its_own_people"
            ),
        ]


class Volunteer(models.Model):
    """Somebody of ours would sit on juries of co-ops to which we lend, until she takes that back."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="volunteers_once")
        ]


class Pool(models.Model):
    """Whom we lent a peer for one jury's lot: keys of volunteers, which name nobody without `secret`.

    The secret goes when the jury is over.
    """

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=40)  # the peer's case, so that nobody judges twice in it
    draw = models.CharField(max_length=60)  # the peer's jury
    secret = models.CharField(max_length=64, blank=True)
    keys = models.JSONField()  # sorted
    leaf = models.BigIntegerField()  # our record's, with the root of them
    at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "draw"], name="one_pool_for_a_jury")]
        indexes = [models.Index(fields=["peer", "matter"], name="pools_of_a_matter")]


class Seat(models.Model):
    """One of our volunteers whom a peer's lot called."""

    id = models.BigAutoField(primary_key=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="seats_taken")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    called_at = models.DateTimeField()
    due = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "key"], name="called_once_from_a_pool")]
        indexes = [models.Index(fields=["person"], condition=Q(ended_at=None), name="seats_that_wait")]


class Question(models.Model):
    """We asked a peer for jurors for one of our juries; then its pool, as it committed to it.

    `addresses` are salted hashes of each one's addresses, to find whoever has a part in the case. They go
    when that was looked at.
    """

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    draw = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    keys = models.JSONField(default=list)
    addresses = models.JSONField(default=dict)  # of a key

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "draw"], name="a_peer_is_asked_once")]


class Message(models.Model):
    """What a peer is still to be told of one of our juries. The row goes when it was."""

    id = models.BigAutoField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="messages")
    said = models.JSONField()  # without the time and to whom
    due_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()  # then it is given up
