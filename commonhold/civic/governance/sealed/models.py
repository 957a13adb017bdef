"""The rows of sealed votes. All of them are public, or will be when voting closes."""

from __future__ import annotations

from django.db import models

from commonhold.civic.governance.models import Poll, Proposal, Seat
from commonhold.social.people.models import Person


class Round(models.TextChoices):
    """Where the trustees are in making their key."""

    ARRIVAL = "arrival"
    DEAL = "deal"
    ANSWER = "answer"
    DONE = "done"


class Ceremony(models.Model):
    """How the trustees of one vote make its key. The question in it is frozen when they begin."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, primary_key=True, related_name="ceremony"
    )
    question = models.JSONField()  # `rulebook.sealed.question.Question`, plain
    round = models.CharField(max_length=8, choices=Round)
    round_ends_at = models.DateTimeField()
    key = models.CharField(max_length=64, default="")  # joint, once the round is DONE
    named = models.JSONField(default=dict)  # who lied, and what she did: by place, as text
    qualified = models.JSONField(default=list)  # the places of those whose deals made the key


class Trustee(models.Model):
    """A member who holds, or was to hold, a part of a vote's key."""

    id = models.BigAutoField(primary_key=True)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="trustees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trusteeships")
    place = models.PositiveSmallIntegerField()  # from 1, in the order of the question

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "place"], name="one_trustee_a_place"),
            models.UniqueConstraint(fields=["ceremony", "person"], name="trustee_once"),
        ]


class CeremonyMessage(models.Model):
    """What a trustee published in a round."""

    id = models.BigAutoField(primary_key=True)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="messages")
    round = models.CharField(max_length=8, choices=Round)
    place = models.PositiveSmallIntegerField()
    message = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "round", "place"], name="one_message_a_round")
        ]


class VoterCredential(models.Model):
    """The public half of a key pair that a voter's browser made. Until voting opens it can be replaced."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, primary_key=True, related_name="credential")
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="credentials")
    credential = models.CharField(max_length=64)
    registration = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "credential"], name="a_credential_of_one_seat")
        ]


class SealedVote(models.Model):
    """What was frozen when voting opened, and what came of it."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, primary_key=True, related_name="sealed_vote")
    opening = models.JSONField()
    election = models.CharField(max_length=64)  # the opening's hash, which each ballot names
    registrations = models.JSONField()  # in their published order
    tally = models.JSONField(default=dict)  # from closing on
    voters = models.PositiveIntegerField(default=0)
    opens_until = models.DateTimeField(null=True)  # by when the trustees have to open it
    result = models.JSONField(default=dict)  # from the count on


class SignedBallot(models.Model):
    """A ballot in the box, sealed and signed. A voter's last one counts; the ids are their order."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="signed_ballots")
    credential = models.CharField(max_length=64)
    number = models.PositiveIntegerField()  # which of this voter's ballots
    fingerprint = models.CharField(max_length=64)
    message = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "credential", "number"], name="ballots_follow_each_other"
            ),
            models.UniqueConstraint(fields=["poll", "fingerprint"], name="no_ballot_twice"),
        ]


class OpenedBallot(models.Model):
    """A ballot that a voter opened to check her booth, and shows to everybody. It can't be cast."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="opened_ballots")
    fingerprint = models.CharField(max_length=64)
    message = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "fingerprint"], name="opened_once")]


class UsedSeal(models.Model):
    """What a ballot was sealed with, seen in its ciphers. Nobody seals with it again."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="used_seals")
    point = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "point"], name="sealed_with_once")]


class TrusteePart(models.Model):
    """A trustee's part of opening the sums. What does not fit her share is kept too: she is named by it."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="trustee_parts")
    place = models.PositiveSmallIntegerField()
    message = models.JSONField()
    wrong = models.TextField(default="", blank=True)  # what the check says; empty where it fits
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "place"], condition=models.Q(wrong=""), name="one_part_a_trustee"
            )
        ]
