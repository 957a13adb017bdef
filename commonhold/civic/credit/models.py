from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.civic.credit.vocabulary import LONGEST_WORDS, HoldEnd, Kind, Leaving
from commonhold.social.people.models import Person


class Limit(models.Model):
    """How far one person trusts another: so many minutes of work may be owed to her. Rows are its history."""

    id = models.BigAutoField(primary_key=True)
    truster = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    trusted = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="", blank=True)  # "changed", or "left:PERSON"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["truster", "trusted"], condition=Q(until=None), name="trusts_one_limit"
            ),
            models.CheckConstraint(condition=~Q(truster=F("trusted")), name="trusts_somebody_else"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="limit_is_more_than_nothing"),
        ]
        indexes = [models.Index(fields=["trusted"], condition=Q(until=None), name="limits_given_to")]


class Balance(models.Model):
    """What is owed between two people: `minutes` that `low` is owed by `high`, negative the other way.

    The row is what whoever moves anything between the two locks. The database refuses any number but the sum
    of the legs.
    """

    id = models.BigAutoField(primary_key=True)
    low = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # the smaller id
    high = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="one_balance_of_two"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="balance_names_the_lower_first"),
        ]
        indexes = [models.Index(fields=["high"], name="balances_of_the_higher")]


class LineLock(models.Model):
    """A single row, which whoever moves anything over the co-op's own line locks: together it has a bound."""

    id = models.PositiveSmallIntegerField(primary_key=True)

    class Meta:
        db_table = "credit_line_lock"


class Seal(models.Model):
    """Proof that the entry with the same id is complete and balanced: the database checks it."""

    id = models.BigAutoField(primary_key=True)


class Entry(models.Model):
    """One thing that happened in the book. Its seal is a deferred foreign key: unsealed, it cannot commit."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=30, choices=Kind)
    cause = models.CharField(max_length=80, db_index=True)  # what it comes from: "agreement:45"
    key = models.CharField(max_length=160, unique=True)  # what is booked once
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seal=F("id")), name="credit_seal_is_its_own")]


class Leg(models.Model):
    """One person's part in a hop: minutes that she is owed more (positive) or owes more (negative).

    Two legs after each other are a hop; hops after each other are a way, until somebody gives who did not
    just take.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="legs", db_index=False)
    position = models.PositiveSmallIntegerField()
    balance = models.ForeignKey(Balance, on_delete=models.PROTECT, related_name="legs", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="credit_leg_has_its_place"),
            models.CheckConstraint(condition=~Q(minutes=0), name="credit_leg_has_minutes"),
        ]
        # Covering: what two owe each other is summed from the index alone.
        indexes = [models.Index(fields=["balance", "person", "minutes"], name="credit_leg_balance")]


class Payment(models.Model):
    """Somebody paid somebody, along one or more ways. `words` say what for; they can be erased."""

    id = models.BigAutoField(primary_key=True)
    payer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST_WORDS, default="", blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payment")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="pays_somebody_else"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="payment_is_more_than_nothing"),
        ]


class Reversal(models.Model):
    """A payment went back, as far as the limits of that day allowed: by whom, and because of what."""

    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, primary_key=True, related_name="reversal"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # None: a decision
    because = models.CharField(max_length=80)  # "case:45", or "given-back" by who was paid
    minutes = models.PositiveIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Restoration(models.Model):
    """A reversal was overturned: what had gone back came again, as far as the limits of that day allowed."""

    reversal = models.OneToOneField(
        Reversal, on_delete=models.PROTECT, primary_key=True, related_name="restoration"
    )
    because = models.CharField(max_length=80)  # "case:45"
    minutes = models.PositiveIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Hold(models.Model):
    """Minutes set aside for somebody, such as a deposit. Nothing is owed by it, and the book has no entry."""

    id = models.BigAutoField(primary_key=True)
    payer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    key = models.CharField(max_length=80, unique=True)  # what is set aside once: "agreement:45:deposit"
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=HoldEnd, default="", blank=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="sets_aside_for_somebody_else"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="sets_something_aside"),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None, payment=None)
                | Q(end="released", ended_at__isnull=False, payment=None)
                | Q(end="paid", ended_at__isnull=False, payment__isnull=False),
                name="hold_ends_once",
            ),
        ]


class HeldHop(models.Model):
    """Room that an open hold takes: `taker` would let `giver` owe her so much. It goes when the hold ends."""

    id = models.BigAutoField(primary_key=True)
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="hops")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="held_hop_has_minutes"),
        ]
        indexes = [models.Index(fields=["giver", "taker", "minutes"], name="held_between")]


class Departure(models.Model):
    """Somebody left while something was owed: what the charter said of it then, and until when it stands."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20, choices=Leaving)
    owed = models.PositiveBigIntegerField()  # minutes that she owed
    taken_over = models.PositiveBigIntegerField(default=0)  # of these, by the co-op
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="departs_once")
        ]


class Count(models.Model):
    """The whole book, looked through on a day: what everybody may know of it."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    people = models.PositiveIntegerField()  # who owe or are owed something
    owed = models.PositiveBigIntegerField()  # minutes, all debts together
    sum = models.BigIntegerField()  # of all balances: nothing, or something is wrong
    wrong = models.PositiveIntegerField()  # balances that are not what their legs sum to, and bad entries
    sha256 = models.CharField(max_length=64)  # of the book's lines, as `book.head` writes them
