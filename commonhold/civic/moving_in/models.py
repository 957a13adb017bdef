from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.social.people.models import Person


class Import(models.Model):
    """A file that somebody with the mandate brought. Its text goes when it was written or put aside."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    accounts = models.JSONField(default=dict)  # of a ledger: to which account each kind of line goes
    lines = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)


class Invitation(models.Model):
    """A member of before is invited to claim her membership; her number and date are kept for her."""

    id = models.BigAutoField(primary_key=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    email = models.EmailField()
    joined = models.DateField()
    class_key = models.CharField(max_length=20, default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of what the mail's link says
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(revoked_at=None), name="invited_once_a_number"
            ),
            models.UniqueConstraint(
                fields=["email"], condition=Q(revoked_at=None), name="invited_once_an_address"
            ),
        ]


class PastDecision(models.Model):
    """What was decided before this house: as it was written down elsewhere. It is no vote of ours."""

    id = models.BigAutoField(primary_key=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="decisions")
    day = models.DateField()
    title = models.CharField(max_length=200)
    result = models.CharField(max_length=200)
    text = models.TextField(blank=True)


class BookedLine(models.Model):
    """A line of a file that became an entry in the books. While it stands no file brings it again."""

    id = models.BigAutoField(primary_key=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="booked")
    key = models.CharField(max_length=120)
    day = models.DateField()
    entry_id = models.BigIntegerField(unique=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(reversed_at=None), name="booked_once_while_it_stands"
            )
        ]
