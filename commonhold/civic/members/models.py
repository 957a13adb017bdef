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
    """A member knows the applicant and says so. Each comes from another branch."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="vouches")
    voucher = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vouches_given")
    branch = models.PositiveIntegerField()
    words = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "voucher"], name="vouched_once_a_person"),
            models.UniqueConstraint(fields=["application", "branch"], name="vouched_once_a_branch"),
        ]


class Withdrawal(models.Model):
    """The applicant took her application back."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    at = models.DateTimeField()
