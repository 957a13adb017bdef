from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.ground.ending.stage import Stage
from commonhold.social.people.models import Person

LONGEST_NAME, LONGEST_WORDS = 200, 200


class Winding(models.Model):
    """That members decided to end the co-op. What the charter said of it then holds, whatever becomes of the
    charter.

    Where a second vote must confirm it, it begins only then; one that nobody confirmed in time stays a row.
    """

    id = models.BigAutoField(primary_key=True)
    reference = models.CharField(max_length=80, unique=True)
    decided_at = models.DateTimeField()
    confirm_from = models.DateTimeField(null=True)
    confirm_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    begun_because = models.CharField(max_length=80, default="", blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=80, default="", blank=True)
    remainder = models.CharField(max_length=10)
    beneficiary = models.CharField(max_length=LONGEST_NAME, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(begun_at__isnull=False, stopped_at=None),
                name="a_co_op_ends_once",
            ),
        ]


class Liquidator(models.Model):
    """Whom the vote named; her mandate is governance's."""

    winding = models.ForeignKey(Winding, on_delete=models.PROTECT, related_name="liquidators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["winding", "person"], name="liquidator_once"),
        ]


class PlannedStage(models.Model):
    """From when on a stage may begin, and when it did."""

    winding = models.ForeignKey(Winding, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["winding", "stage"], name="stage_is_planned_once"),
        ]


class Settlement(models.Model):
    """What one liquidator worked out of the books, and another confirmed: who gets what.

    `figures` is canonical JSON without names, and stands on the record by its SHA-256. One that was never
    confirmed paid nothing.
    """

    id = models.BigAutoField(primary_key=True)
    winding = models.ForeignKey(Winding, on_delete=models.PROTECT, related_name="settlements")
    figures = models.TextField()
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)


class Booking(models.Model):
    """What a liquidator booked so that the books become empty."""

    class Kind(models.TextChoices):
        PAID = "paid"
        COLLECTED = "collected"
        WRITTEN_OFF = "written-off"

    id = models.BigAutoField(primary_key=True)
    winding = models.ForeignKey(Winding, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=12, choices=Kind)
    account = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    words = models.CharField(max_length=LONGEST_WORDS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField()
    at = models.DateTimeField()
    # Another liquidator; nobody in what was booked before two were asked for.
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class AskedBooking(models.Model):
    """What a liquidator wrote down. Nothing is booked before another one confirms it."""

    class End(models.TextChoices):
        CONFIRMED = "confirmed"
        DROPPED = "dropped"

    id = models.BigAutoField(primary_key=True)
    winding = models.ForeignKey(Winding, on_delete=models.PROTECT, related_name="asked_bookings")
    kind = models.CharField(max_length=12, choices=Booking.Kind)
    account = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    words = models.CharField(max_length=LONGEST_WORDS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    end = models.CharField(max_length=10, choices=End, default="", blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["winding", "account", "currency"], condition=Q(end=""), name="booking_asked_once"
            ),
        ]
