from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.social.people.models import Person


class DuesMonth(models.Model):
    """A month's dues, the same for everybody, fixed when the month begins."""

    month = models.CharField(max_length=7, primary_key=True)  # "2026-05", in the co-op's time zone
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    begun_at = models.DateTimeField()


class Charge(models.Model):
    """Dues of one person for one month. Settled by a receipt, or carried by the solidarity fund."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="charges")
    month = models.ForeignKey(DuesMonth, on_delete=models.PROTECT, related_name="charges")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month"], name="charged_once_a_month")]


class Receipt(models.Model):
    """A charge's money arrived. The ledger knows this row's id, never the charge's or the person's."""

    id = models.BigAutoField(primary_key=True)
    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="receipt")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Waiver(models.Model):
    """Somebody asked the solidarity fund to carry her dues; once granted it does, until it ends."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="waivers")
    asked_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="waiver_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(granted_at=None, granted_by=None)
                | Q(granted_at__isnull=False, granted_by__isnull=False),
                name="waiver_granted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")), name="waiver_granted_by_another"
            ),
        ]


class Coverage(models.Model):
    """The fund carries this charge. The books show one sum a month for all of them, when it is over."""

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, primary_key=True, related_name="coverage")
    at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)


class Gift(models.Model):
    """Money given to the solidarity fund."""

    id = models.BigAutoField(primary_key=True)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Bill(models.Model):
    """Something that the co-op is asked to pay, by whoever handed it in."""

    id = models.BigAutoField(primary_key=True)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.CharField(max_length=200)
    payee = models.CharField(max_length=120)
    line = models.CharField(max_length=40, default="", blank=True)  # the code of a budget line; empty: none
    is_own = models.BooleanField()  # it pays back whoever handed it in
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Cost(models.Model):
    """A bill that was paid: two different people answer for it."""

    id = models.BigAutoField(primary_key=True)
    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, null=True, related_name="cost")
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.CharField(max_length=200)
    payee = models.CharField(max_length=120)
    line = models.CharField(max_length=40, default="", blank=True)  # the code of a budget line; empty: none
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(recorded_by=F("approved_by")), name="cost_approved_by_another"
            )
        ]


class BudgetLine(models.Model):
    """What a vote gave a purpose for a year. The latest row of a year and code holds."""

    id = models.BigAutoField(primary_key=True)
    year = models.PositiveSmallIntegerField()  # in the co-op's time zone
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "code", "-id"], name="budget_line_latest")]


class BillStep(models.Model):
    """What became of a bill, by whom and why; the latest says where it stands."""

    class Kind(models.TextChoices):
        APPROVED = "approved"
        DECLINED = "declined"
        TAKEN_BACK = "taken-back"
        PAID = "paid"

    id = models.BigAutoField(primary_key=True)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "by"], condition=Q(kind="approved"), name="bill_approved_once_by_each"
            ),
            models.UniqueConstraint(
                fields=["bill"], condition=~Q(kind="approved"), name="bill_ends_in_one_way"
            ),
        ]
