from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.social.people.models import Person


class DuesMonth(models.Model):
    """A month's dues for whoever chose no other amount, fixed when the month begins."""

    month = models.CharField(max_length=7, primary_key=True)  # "2026-05", in the co-op's time zone
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    begun_at = models.DateTimeField()


class Charge(models.Model):
    """Dues of one person for one month. Settled by a receipt, or carried by the solidarity fund."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="charges")
    month = models.ForeignKey(DuesMonth, on_delete=models.PROTECT, related_name="charges")
    cents = models.PositiveIntegerField()  # for all its months
    months = models.PositiveSmallIntegerField(default=1)  # from `month` on: 1, or 12 where paid by the year
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month"], name="charged_once_a_month")]


class DuesCredit(models.Model):
    """Somebody's credit on dues: above nothing what was granted, below it what paid a charge."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80)  # what it came from or paid: "split:2026-05", "charge:ID:…"
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, related_name="credits")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "reference"], name="credited_once_for_each_reason"),
            models.CheckConstraint(condition=~Q(cents=0), name="dues_credit_is_something"),
        ]


class Receipt(models.Model):
    """A charge's money arrived. The ledger knows this row's id, never the charge's or the person's.

    `recorded_by` is nobody where it happened by itself.
    """

    id = models.BigAutoField(primary_key=True)
    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="receipt")
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )  # or nobody
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
    line_year = models.PositiveSmallIntegerField(null=True)  # whose line it is; None: that of the payment
    account = models.CharField(max_length=80, default="expenses:running")  # of the books
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
    line_year = models.PositiveSmallIntegerField(null=True)  # whose line it is; None: that of the payment
    account = models.CharField(max_length=80, default="expenses:running")  # of the books
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


class BillFile(models.Model):
    """A receipt or an invoice beside a bill, for members' eyes. Its bytes lie in the store of media."""

    id = models.BigAutoField(primary_key=True)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=20)  # "application/pdf", "image/png"
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StandingBill(models.Model):
    """A cost that comes back: once it is approved, each month makes a bill of it, until it ends."""

    id = models.BigAutoField(primary_key=True)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.CharField(max_length=200)
    payee = models.CharField(max_length=120)
    line = models.CharField(max_length=40, default="", blank=True)
    account = models.CharField(max_length=80, default="expenses:running")
    first_month = models.CharField(max_length=7)  # "2026-05"
    last_month = models.CharField(max_length=7, default="", blank=True)  # empty: until it is ended
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StandingBillStep(models.Model):
    """Who approved a standing bill, or ended it."""

    class Kind(models.TextChoices):
        APPROVED = "approved"
        ENDED = "ended"

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(StandingBill, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "by"], condition=Q(kind="approved"), name="standing_approved_once_by_each"
            ),
            models.UniqueConstraint(
                fields=["standing"], condition=Q(kind="ended"), name="standing_ends_once"
            ),
        ]


class StandingBillMonth(models.Model):
    """The bill that a standing bill made for a month: one, whoever asks again."""

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(StandingBill, on_delete=models.PROTECT, related_name="months")
    month = models.CharField(max_length=7)
    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, related_name="standing_month")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "month"], name="standing_bill_once_a_month")
        ]


class DuesChoice(models.Model):
    """How much a member gives, and how often, from a month on; the latest row holds. Hers alone to know."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveIntegerField()  # a month
    currency = models.CharField(max_length=3)
    months = models.PositiveSmallIntegerField(default=1)  # paid at once: 1 or 12
    at = models.DateTimeField()


class ArrearsStep(models.Model):
    """What happened to dues that stayed open: each step once, with a word to the member."""

    class Kind(models.TextChoices):
        REMINDED = "reminded"
        GRACE_OVER = "grace-over"

    id = models.BigAutoField(primary_key=True)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="arrears")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charge", "kind"], name="arrears_step_once")]
