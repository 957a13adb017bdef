from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.governance.vocabulary import Mode, Role, Side, State
from commonhold.social.people.models import Person


class Mandate(models.Model):
    """A permission, held by one person for a time. There is no other kind of permission."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # when it ended, or will end by itself
    months = models.PositiveSmallIntegerField(default=0)  # its term; 0: until it is taken back
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
    question = models.JSONField(default=dict)  # `questions.asked.Asked`; empty for a motion
    notice_days = models.PositiveSmallIntegerField(null=True)  # more than the charter asks
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeated_by")
    drafted_at = models.DateTimeField()


class OptionRow(models.Model):
    """One of the options on a ballot: somebody who stands, one of many ways, a project with its cost."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="options")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="options_offered")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="candidacies")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    decisions = models.JSONField(default=list)
    cost = models.PositiveBigIntegerField(default=0)
    number = models.PositiveSmallIntegerField(null=True)  # its place on the ballot, from notice on
    lot = models.CharField(max_length=20, default="")  # who stands: drawn by this, since names are erased
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # after notice: who stood left the co-op

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"],
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="stands_once",
            )
        ]


class Sponsor(models.Model):
    """A member wants a proposal to be talked about and voted on; it says nothing of how she will vote."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="sponsors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sponsored")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="sponsored_once")]


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
    state = models.CharField(max_length=16, choices=State)
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
    precondition = models.CharField(max_length=64, default="")  # what must still hold at enactment
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.CONFIDENTIAL)
    question_commitment = models.CharField(max_length=64, default="")  # salted: question and options
    lot_commitment = models.CharField(max_length=64, default="")  # SHA-256 of `lot_secret`
    lot_secret = models.CharField(max_length=64, default="")  # empty until the count
    looked_at = models.DateTimeField(null=True)  # when few had voted shortly before closing
    extension_days = models.PositiveSmallIntegerField(default=0)
    by_class = models.JSONField(default=dict)  # `by_class.Classes`, in a vote by classes of members
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
    class_key = models.CharField(max_length=20, default="")  # as whose her vote counts
    voted = models.BooleanField(null=True)
    active = models.BooleanField(default=True)  # the quorum is reckoned from active members
    choice = models.TextField(default="")  # open votes alone, from the count on
    carried_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="seats_carried")

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
    choice = models.TextField()
    commitment = models.CharField(max_length=64)  # SHA-256 of the receipt


class CountSheet(models.Model):
    """The result, as counted from the published ballots. Yes and no stay 0 where nobody asked for them."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, primary_key=True, related_name="sheet")
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    cast = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)  # whom the quorum was reckoned from
    outcome = models.CharField(max_length=10)
    sheet = models.JSONField(default=dict)  # every stage, as the rulebook prints it
    elected = models.JSONField(default=list)  # options' numbers, from 0
    decisions = models.JSONField(default=list)  # what is carried out
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


class Recount(models.Model):
    """A member asked for the published ballots to be counted again, and what came of it."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="recounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recounts_asked")
    reason = models.CharField(max_length=500)
    agrees = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="recount_once_a_person")]


class Signature(models.Model):
    """A member asks for a second vote on what was counted."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="petitions_signed")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="signed_once")]


class Pause(models.Model):
    """A guardian held one proposal up, once and for a time."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, primary_key=True, related_name="pause"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    until = models.DateTimeField()


class BoardWord(models.Model):
    """What the board said of a decision that waited: the register's reference, or why it is unlawful."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, primary_key=True, related_name="board_word"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="board_words")
    registered = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField()


class EmergencyMeasure(models.Model):
    """What the board enacted at once. It lapses unless `proposal`, its ratification, is carried in time."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, primary_key=True, related_name="measure"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="emergency_measures")
    reason = models.TextField()
    decisions = models.JSONField()
    inverse = models.JSONField()
    at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ratified = models.BooleanField(null=True)


class Delegation(models.Model):
    """A member lets another vote for her, on one topic or on all, where she does not vote herself."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_carried")
    topic = models.CharField(max_length=40)  # a section of the charter, or empty for all
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "topic"], condition=Q(ended_at=None), name="delegated_once_a_topic"
            )
        ]


# The rows of sealed votes refer to these, and Django looks for tables here.
import commonhold.civic.governance.sealed.models  # noqa: E402, F401 - for its tables alone, once these are there
