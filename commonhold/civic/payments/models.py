from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.payments import split_models  # noqa: F401 - Django finds a room's models here
from commonhold.social.people.models import Person


class Expected(models.Model):
    """Money that is to come, for what another room asked: once it has arrived, `account` is credited."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    account = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200)  # for her and treasurers
    reference = models.CharField(max_length=25, unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="payments_expected_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payments_expected_is_something"),
        ]


class Arrival(models.Model):
    """What was expected is here, all of it."""

    id = models.BigAutoField(primary_key=True)
    expected = models.OneToOneField(Expected, on_delete=models.PROTECT, related_name="arrival")
    entry_id = models.BigIntegerField()  # in the ledger
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class CalledOff(models.Model):
    """It is expected no more; what arrives later waits to be assigned."""

    expected = models.OneToOneField(
        Expected, on_delete=models.PROTECT, primary_key=True, related_name="called_off"
    )
    at = models.DateTimeField()


class Owed(models.Model):
    """What the co-op owes a person: her dues take of it first, the rest is paid out."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    account = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="payments_owed_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payments_owed_is_something"),
        ]
        indexes = [models.Index(fields=["person"], name="payments_owed_to")]


class Part(models.Model):
    """How some of what is owed was settled; below nothing: a payment that came back."""

    class Kind(models.TextChoices):
        DUES = "dues"
        PAID = "paid"
        RETURNED = "returned"

    id = models.BigAutoField(primary_key=True)
    owed = models.ForeignKey(Owed, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind)
    cents = models.BigIntegerField()
    entry_id = models.BigIntegerField()  # in the ledger
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owed", "entry_id"], name="payments_part_once_for_an_entry")
        ]


class BankDetails(models.Model):
    """Where somebody is paid: for herself and treasurers."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="bank_details"
    )
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, default="", blank=True)
    name = models.CharField(max_length=70)  # in SEPA's letters
    at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True)  # a payment to it came back


class Hold(models.Model):
    """Nothing is paid to this person for as long as it lasts; what she is owed stays hers."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=80)  # such as "case:45"
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cause"], condition=Q(ended_at=None), name="payments_held_once_for_a_cause"
            )
        ]


class Layout(models.Model):
    """In which columns a bank's CSV files say what; files with the same titles are read the same way."""

    mark = models.CharField(max_length=64, primary_key=True)  # SHA-256 (hex) of the titles
    columns = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StatementFile(models.Model):
    """A CSV file whose columns are not known yet; forgotten once it is read, or put away."""

    id = models.BigAutoField(primary_key=True)
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Statement(models.Model):
    """A bank's statement of the co-op's account: looked at first, then booked, once."""

    id = models.BigAutoField(primary_key=True)
    sha256 = models.CharField(max_length=64, unique=True)  # of the file
    name = models.CharField(max_length=120)
    format = models.CharField(max_length=20)  # "camt", or "csv:" and the beginning of its titles' mark
    account = models.CharField(max_length=34)
    currency = models.CharField(max_length=3)
    number = models.CharField(max_length=40, default="", blank=True)
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(null=True)
    books = models.BigIntegerField(null=True)  # what the ledger had in the bank once it was booked


class Line(models.Model):
    """A movement on a statement. What is known already from another file is not booked again."""

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 (hex) of what tells it from all others
    day = models.DateField()
    cents = models.BigIntegerField()
    name = models.CharField(max_length=140, default="", blank=True)
    account = models.CharField(max_length=34, default="", blank=True)
    text = models.CharField(max_length=500, default="", blank=True)
    reference = models.CharField(max_length=140, default="", blank=True)
    end_to_end = models.CharField(max_length=80, default="", blank=True)
    entry_ref = models.CharField(max_length=80, default="", blank=True)
    batch = models.CharField(max_length=80, default="", blank=True)
    kind = models.CharField(max_length=10, default="", blank=True)  # "return", or empty
    booked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(booked_at__isnull=False), name="payments_line_booked_once"
            )
        ]
        indexes = [models.Index(fields=["statement", "position"], name="payments_line_place")]


class Allocation(models.Model):
    """What a line, or a part of it, was for; signed like the line."""

    class Kind(models.TextChoices):
        EXPECTED = "expected"
        DUES = "dues"
        GIFT = "gift"
        INCOME = "income"
        FEE = "fee"
        PROCESSOR = "processor"
        KNOWN = "known"  # an entry that was in the books before the statement
        SEND_BACK = "send-back"
        PAYOUT = "payout"
        RETURN = "return"

    id = models.BigAutoField(primary_key=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="allocations")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=80, default="", blank=True)  # such as an entry's id
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cents = models.BigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class LineEntry(models.Model):
    """An entry in the ledger that moved the bank account as this line says; it stands for one line."""

    entry_id = models.BigIntegerField(primary_key=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="entries")


class Run(models.Model):
    """A payout run: what is owed to many, sent in one file once two people approved it."""

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=35, unique=True)  # its message id
    currency = models.CharField(max_length=3)
    account = models.CharField(max_length=34)  # from which it is paid
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class RunStep(models.Model):
    """What became of a run, and by whom."""

    class Kind(models.TextChoices):
        APPROVED = "approved"
        CALLED_OFF = "called-off"  # before its file was made
        FILED = "filed"  # its file was made, and may be at the bank
        SENT = "sent"

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "by"], condition=Q(kind="approved"), name="payments_run_approved_once_by_each"
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(kind__in=["called-off", "filed"]),
                name="payments_run_is_filed_or_called_off",
            ),
            models.UniqueConstraint(fields=["run"], condition=Q(kind="sent"), name="payments_run_sent_once"),
        ]


class Transfer(models.Model):
    """One payment of a run: to a person, or back to whom a line came from.

    Account and name go when she has her account erased.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="transfers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+")
    cents = models.PositiveBigIntegerField()
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, default="", blank=True)
    name = models.CharField(max_length=70)
    end_to_end = models.CharField(max_length=35, unique=True)
    paid_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # the run was called off, or the bank sent it back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(dropped_at=None), name="payments_line_sent_back_once"
            )
        ]


class Claim(models.Model):
    """That a transfer pays all that is left of something owed: only one at a time ever does."""

    id = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="claims")
    owed = models.ForeignKey(Owed, on_delete=models.PROTECT, related_name="claims")
    cents = models.PositiveBigIntegerField()
    released_at = models.DateTimeField(null=True)  # when the transfer was dropped

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owed"], condition=Q(released_at=None), name="payments_owed_claimed_once"
            )
        ]


class CardPayment(models.Model):
    """A payment by card or debit that somebody began; what became of it are its steps.

    For an expected payment, or where there is none for the person's dues.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expected = models.ForeignKey(Expected, on_delete=models.PROTECT, null=True, related_name="+")
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    intent = models.CharField(max_length=80, unique=True, null=True)  # the processor's name for it
    at = models.DateTimeField()


class CardStep(models.Model):
    """What the processor said of a payment, once each; in the books as the entry."""

    class Kind(models.TextChoices):
        PAID = "paid"
        FEE = "fee"
        REFUNDED = "refunded"
        DISPUTED = "disputed"
        WON = "won"
        LOST = "lost"

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(CardPayment, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120, unique=True)  # what makes it the same when it is said again
    cents = models.PositiveBigIntegerField()
    entry_id = models.BigIntegerField(null=True)  # in the ledger
    at = models.DateTimeField()


class CardEvent(models.Model):
    """An event that the processor sent: acted on once."""

    event_id = models.CharField(max_length=80, primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()


class Refunding(models.Model):
    """That a treasurer gives a card payment back: the processor is asked by an errand."""

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(CardPayment, on_delete=models.PROTECT, related_name="refundings")
    cents = models.PositiveBigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)


class Paper(models.Model):
    """A receipt: its number in a year, without gaps, and what it is for."""

    id = models.BigAutoField(primary_key=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, unique=True)  # "charge:12" or "arrival:12"
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="payments_paper_numbered_once")
        ]


class Invoice(models.Model):
    """That somebody outside was asked to pay what is expected: a number in its year, without gaps."""

    id = models.BigAutoField(primary_key=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    expected = models.OneToOneField(Expected, on_delete=models.PROTECT, related_name="invoice")
    to = models.CharField(max_length=500)  # who is asked, in lines
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="payments_invoice_numbered_once")
        ]
