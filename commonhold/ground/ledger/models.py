from __future__ import annotations

from django.db import models
from django.db.models import F, Q

#: Beyond this an integer is not exact in canonical JSON (RFC 8785), so the ledger holds none.
LARGEST_AMOUNT = 2**53 - 1

LONGEST_NARRATION = 500


class Account(models.Model):
    """Where amounts are counted. Its code, such as "assets:bank", says its kind. Never changed."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=80)  # the co-op's word for it, never a person's name
    opened_at = models.DateTimeField()


class Seal(models.Model):
    """Proof that the transaction with the same id is complete and balanced: the database checks it."""

    id = models.BigAutoField(primary_key=True)


class Transaction(models.Model):
    """One thing that happened to money. Its seal is a deferred foreign key: unsealed, it cannot commit."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)  # a code: "dues.received"
    cause = models.CharField(max_length=80, db_index=True)  # what it comes from: "proposal:45"
    key = models.CharField(max_length=160, unique=True)  # what is posted once: "dues:123:2027-05"
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    # Indexed: with a deferred key open, SQLite looks here for every seal that is inserted.
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("id")), name="ledger_seal_is_its_own"),
        ]


class LegRow(models.Model):
    """One account's part in a transaction, in signed minor units: positive is a debit."""

    id = models.BigAutoField(primary_key=True)
    transaction = models.ForeignKey(
        Transaction, on_delete=models.PROTECT, related_name="legs", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="legs", db_index=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)  # ISO 4217

    class Meta:
        db_table = "ledger_leg"
        constraints = [
            models.UniqueConstraint(fields=["transaction", "position"], name="ledger_leg_has_its_place"),
            models.CheckConstraint(
                condition=~Q(amount=0) & Q(amount__gte=-LARGEST_AMOUNT, amount__lte=LARGEST_AMOUNT),
                name="ledger_leg_has_an_amount",
            ),
        ]
        # Covering: a balance is read from the index alone.
        indexes = [models.Index(fields=["account", "currency", "amount"], name="ledger_leg_balance")]


class Narration(models.Model):
    """Free text beside a transaction. Erasing it leaves the ledger whole."""

    transaction = models.OneToOneField(
        Transaction, on_delete=models.PROTECT, primary_key=True, related_name="narration"
    )
    text = models.CharField(max_length=LONGEST_NARRATION)


class Close(models.Model):
    """From here on no entry bears a time up to `until`: what was booked till then is finished."""

    id = models.BigAutoField(primary_key=True)
    until = models.DateTimeField(unique=True)
    at = models.DateTimeField()
    count = models.PositiveBigIntegerField()  # how many entries there are up to then
    sha256 = models.CharField(max_length=64)  # of all their lines: the ledger's head


class CloseBalance(models.Model):
    """What an account held when the books were closed, so that no later sum begins at the founding."""

    id = models.BigAutoField(primary_key=True)
    close = models.ForeignKey(Close, on_delete=models.PROTECT, related_name="balances")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "ledger_close_balance"
        constraints = [
            models.UniqueConstraint(fields=["close", "account", "currency"], name="ledger_close_balance_once")
        ]
