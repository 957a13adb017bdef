from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.governance.vocabulary import Role, Side, State
from commonhold.social.people.models import Person


class Mandate(models.Model):
    """A permission, held by one person for a time. There is no other kind of permission."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reference = models.CharField(max_length=80)  # what gave it: "founding", "proposal:ID"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until=None), name="mandate_held_once"
            )
        ]


class Proposal(models.Model):
    """What somebody asks the members to decide. Its text and decisions never change after notice."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    decisions = models.JSONField()
    drafted_at = models.DateTimeField()


class Revision(models.Model):
    """What a proposal said until `at`, when its author put other words in their place."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="revisions")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    decisions = models.JSONField()
    at = models.DateTimeField()
    because = models.CharField(max_length=500, blank=True)


class Step(models.Model):
    """A proposal's arrival in a state. The latest one says where it stands."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=20, choices=State)
    at = models.DateTimeField()
    reason = models.TextField(default="", blank=True)


class Poll(models.Model):
    """What was frozen at notice: who votes, when, under which rule and which version of the charter."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, primary_key=True, related_name="poll")
    charter_version = models.PositiveIntegerField()
    method = models.CharField(max_length=40)
    rule = models.CharField(max_length=20)
    threshold = models.CharField(max_length=20)  # "n/d"
    quorum = models.CharField(max_length=20)  # "n/d"
    decisions_sha256 = models.CharField(max_length=64)
    roll_size = models.PositiveIntegerField()
    roll_root = models.CharField(max_length=64)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    challenge_until = models.DateTimeField()


class Seat(models.Model):
    """One member's right to vote in one poll. Whether she did is written at closing, not before."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    commitment = models.CharField(max_length=64)  # salted: the roll's leaf
    voted = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_seat_a_person")]


class SealedBallot(models.Model):
    """A ballot until closing: encrypted, bound to its seat; a later one replaces it."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, primary_key=True, related_name="ballot")
    sealed = models.BinaryField()


class PublishedBallot(models.Model):
    """A ballot after closing: sorted, nameless, dateless. Its voter finds it by her receipt."""

    id = models.BigAutoField(primary_key=True)  # random
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=10)
    commitment = models.CharField(max_length=64)  # SHA-256 of the receipt


class CountSheet(models.Model):
    """The result, as counted from the published ballots."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, primary_key=True, related_name="sheet")
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    ballots_root = models.CharField(max_length=64)
    counted_at = models.DateTimeField()


class Reason(models.Model):
    """A public reason that a member chose to give; it says nothing of how she voted."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reasons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reasons")
    side = models.CharField(max_length=10, choices=Side)
    text = models.CharField(max_length=500)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_reason_a_person")]
