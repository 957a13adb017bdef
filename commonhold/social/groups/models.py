from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from commonhold.social.people.models import Person


class Group(models.Model):
    """People who share something. `handle` is what follows /g/ in its address."""

    class Joining(models.TextChoices):
        OPEN = "open"
        APPROVAL = "approval"
        INVITATION = "invitation"

    id = models.BigAutoField(primary_key=True)
    handle = models.CharField(max_length=30)
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=500, default="", blank=True)
    rules = models.TextField(default="", blank=True)
    joining = models.CharField(max_length=10, choices=Joining)
    is_readable_by_all = models.BooleanField(default=True)
    is_listed = models.BooleanField(default=True)  # may strangers know that it is there?
    founded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    founded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("handle"), name="group_handle_is_taken_once"),
            models.CheckConstraint(
                condition=Q(is_listed=True) | Q(is_readable_by_all=False), name="group_unlisted_is_closed"
            ),
        ]


class GroupMember(models.Model):
    """Somebody belongs to a group, from `since` until she left or was asked to go."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=500, default="", blank=True)  # where somebody else ended it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until=None), name="group_member_once"
            )
        ]
        indexes = [models.Index(fields=["person", "group"], condition=Q(until=None), name="groups_of_person")]


class JoinRequest(models.Model):
    """Somebody asks to belong to a group, until it is answered or taken back."""

    class Answer(models.TextChoices):
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, default="", blank=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, default="", blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(answer=""), name="group_asked_once"
            )
        ]


class Invitation(models.Model):
    """A member asks somebody in, until she answers."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(answer=""), name="group_invited_once"
            )
        ]


class GroupBan(models.Model):
    """Somebody may not come back to a group, from `since` until a moderator lifts it."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="bans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until=None), name="group_ban_once"
            )
        ]


class ElectionCall(models.Model):
    """A member wants the group's moderators elected anew. An election that opens takes it up."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="election_called_once")]


class Election(models.Model):
    """The members of a group choose its moderators: people stand, then a secret ballot, then the count.

    The seed of the lot that breaks ties is fixed when it opens: its SHA-256 is shown at once, itself after
    the count. `sheet` and `papers` name people by their ids.
    """

    class Outcome(models.TextChoices):
        COUNTED = "counted"
        UNOPPOSED = "unopposed"
        NOBODY_STOOD = "nobody-stood"
        NOBODY_VOTED = "nobody-voted"

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="elections")
    opened_at = models.DateTimeField()
    nominations_until = models.DateTimeField()
    closes_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    term_days = models.PositiveSmallIntegerField()
    roll = models.PositiveIntegerField()  # members when it opened: they may vote, nobody who came later
    seed = models.BinaryField(max_length=32)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default="", blank=True)
    papers = models.JSONField(default=list)  # [[ballots, [choices]]…], sorted; nobody's name beside them
    sheet = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(ended_at=None), name="group_election_at_a_time"
            )
        ]


class Candidacy(models.Model):
    """Somebody stands in an election, or was nominated and has not said yes yet."""

    id = models.BigAutoField(primary_key=True)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nominated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, default="", blank=True)
    nominated_at = models.DateTimeField()
    stands_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="candidate_once")]


class GroupBallot(models.Model):
    """One member's choices, as people's ids, the best first. Counting an election destroys its ballots."""

    id = models.BigAutoField(primary_key=True)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="one_ballot_each")]


class ModeratorTerm(models.Model):
    """A member keeps order in a group: the founder, until others are elected."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, null=True, related_name="terms")
    since = models.DateTimeField()
    ends_at = models.DateTimeField()  # then an election opens; whoever was elected stays until it is counted
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until=None), name="moderator_once"
            )
        ]
