from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Closing(models.Model):
    """Somebody asks to close a month ("2026-05") or a year ("2026"); another person confirms it."""

    id = models.BigAutoField(primary_key=True)
    period = models.CharField(max_length=7, db_index=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ClosingStep(models.Model):
    """What became of it, and by whom. A year that was closed may be opened again, once."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed"
        WITHDRAWN = "withdrawn"
        REOPENED = "reopened"

    id = models.BigAutoField(primary_key=True)
    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, default="", blank=True)  # of a year that is opened again
    close = models.BigIntegerField(null=True)  # the ledger's close that a confirmed month made

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closing"],
                condition=~models.Q(kind="reopened"),
                name="closing_ends_in_one_way",
            ),
            models.UniqueConstraint(
                fields=["closing"], condition=models.Q(kind="reopened"), name="closing_reopened_once"
            ),
        ]


class Statement(models.Model):
    """A closed year in figures, as they were when it was closed: canonical JSON, and its SHA-256."""

    closing = models.OneToOneField(
        Closing, on_delete=models.PROTECT, primary_key=True, related_name="statement"
    )
    year = models.PositiveSmallIntegerField(db_index=True)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)


class AuditorNote(models.Model):
    """What an auditor says of a closed year."""

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=2000)


class Appropriation(models.Model):
    """What a vote made of a closed year's surplus. With it the year's accounts are adopted, and public."""

    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, primary_key=True, related_name="appropriation"
    )
    reference = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    at = models.DateTimeField()
    entry = models.BigIntegerField(null=True)  # the ledger's entry; None where nothing moved
    bundle = models.TextField()  # everything that it read, for elected auditors
    public = models.TextField()
    sha256 = models.CharField(max_length=64)  # of `public`


class Part(models.Model):
    """What one member gets of a surplus; hers alone to know."""

    id = models.BigAutoField(primary_key=True)
    appropriation = models.ForeignKey(Appropriation, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)  # "interest" or "patronage"
    amount = models.PositiveBigIntegerField()  # minor units
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appropriation", "person", "kind"], name="part_once_of_each_kind")
        ]
