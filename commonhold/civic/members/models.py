from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.social.people.models import Person


class Application(models.Model):
    """A person asks to become a member. Where it stands is derived from the rows beside it."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    statement = models.TextField(max_length=1000)
    class_key = models.CharField(max_length=20, default="")  # that she wants to belong to; empty: the first
    at = models.DateTimeField()


class Member(models.Model):
    """A person's ownership, from joining to leaving. Numbers are never given twice."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    number = models.PositiveIntegerField(unique=True)
    branch = models.PositiveIntegerField()  # of the invitation tree: whose vouching brought her in
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, related_name="membership"
    )
    since = models.DateTimeField()
    votes_from = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    commitment = models.CharField(max_length=64)  # stands for her in the record, while its salt is kept

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_at=None), name="member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(votes_from__gte=F("since")), name="member_votes_after_joining"
            ),
        ]


class Belonging(models.Model):
    """A member belongs to one of the charter's classes from `since` on, until her next row."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="belongings")
    class_key = models.CharField(max_length=20)
    since = models.DateTimeField()
    votes_from = models.DateTimeField()  # from when her votes count as this class's
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="members_moved")
    because = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=80)  # what gave the right: "joining", "proposal:ID", "mandate:ID"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(votes_from__gte=F("since")), name="belongs_before_it_counts")
        ]


class Vouch(models.Model):
    """A member knows the applicant and says so. Each that counts comes from another branch."""

    class End(models.TextChoices):
        """Why a vouch counts no more."""

        LAPSED = "lapsed"
        TAKEN_BACK = "taken-back"
        APPLICATION = "application"  # that was taken back, or went to the panel
        FAKE = "fake"  # the membership of who gave it was found to be nobody's

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="vouches")
    voucher = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vouches_given")
    branch = models.PositiveIntegerField()
    words = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)  # unless she is a member by then
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, choices=End, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "voucher"],
                condition=Q(ended_at=None),
                name="vouches_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["application", "branch"], condition=Q(ended_at=None), name="vouches_once_a_branch"
            ),
        ]


class Withdrawal(models.Model):
    """The applicant took her application back."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    at = models.DateTimeField()


class PanelRequest(models.Model):
    """An application goes to the elected panel instead of to members who vouch."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="panel_request"
    )
    at = models.DateTimeField()


class PanelWord(models.Model):
    """What one member of the panel says of an application, once. Only the panel learns whose word it is."""

    class Answer(models.TextChoices):
        WELCOME = "welcome"
        DECLINE = "decline"

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="panel_words")
    round = models.PositiveSmallIntegerField()  # 1, or 2 on appeal
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.CharField(max_length=1000, blank=True)  # the applicant reads it where she is declined
    reference = models.CharField(max_length=80)  # the mandate that gave the right
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "by"], name="panel_speaks_once_each"),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="panel_has_two_rounds"),
        ]


class PanelOutcome(models.Model):
    """What the panel decided in one round."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="panel_outcomes")
    round = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=10, choices=PanelWord.Answer)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "round"], name="panel_decides_once_a_round")
        ]


class PanelAppeal(models.Model):
    """She who was declined asks other members of the panel."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="panel_appeal"
    )
    words = models.CharField(max_length=1000)
    at = models.DateTimeField()


class Hearing(models.Model):
    """Whether a membership is a real person's own: the concerned are asked before anybody votes on it."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hearings")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField(max_length=2000)
    reference = models.CharField(max_length=80)  # the mandate that gave the right
    at = models.DateTimeField()
    until = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)  # from then on a vote can be proposed
    closed_at = models.DateTimeField(null=True)  # without a finding


class HearingAnswer(models.Model):
    """What somebody concerned says; a later answer replaces it until there is a finding."""

    id = models.BigAutoField(primary_key=True)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "person"], name="answers_once")]


class Finding(models.Model):
    """Members found, by vote, that a membership was no real person's own."""

    hearing = models.OneToOneField(
        Hearing, on_delete=models.PROTECT, primary_key=True, related_name="finding"
    )
    reference = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    at = models.DateTimeField()


class VouchingPause(models.Model):
    """Somebody who vouched for a proven fake: warned the first time, then vouching for none until `until`."""

    class Kind(models.TextChoices):
        WARNING = "warning"
        PAUSE = "pause"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vouching_pauses")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    until = models.DateTimeField()  # of a warning: when it was given
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, default="", blank=True)  # the vote that did

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "finding"], name="paused_once_a_finding")]


class Review(models.Model):
    """The panel looks at a member for whom a proven fake had vouched."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reviews")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)


class LeavingNotice(models.Model):
    """A member said that she leaves. It ends her membership at `ends_at`, unless she takes it back before."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(taken_back_at=None, ended_at=None),
                name="leaves_once",
            )
        ]


class KeptNumber(models.Model):
    """A number that belongs to a member of before who has not claimed it yet; nobody else gets it."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
