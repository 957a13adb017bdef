from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.civic.shares.vocabulary import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS
from commonhold.ground.ledger.models import LARGEST_AMOUNT, Transaction
from commonhold.social.people.models import Person


class Register(models.Model):
    """One row: whoever writes an operation holds it, so that numbers follow each other without a gap."""

    id = models.PositiveSmallIntegerField(primary_key=True)


class Operation(models.Model):
    """One line of the share register. Guards refuse to change or delete it, and a holding below nothing.

    `shares`, `par_cents`, `paid_cents` and `written_cents` are what the holding of `member` gains, or loses
    below zero; `other`, where there is one, gains what it loses.
    """

    class Kind(models.TextChoices):
        SUBSCRIBE = "subscribe"
        PAY_IN = "pay-in"
        TRANSFER = "transfer"
        WITHDRAW = "withdraw"
        WRITE_DOWN = "write-down"
        CONVERT = "convert"

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveIntegerField(unique=True)  # 1, 2, 3 … without a gap
    kind = models.CharField(max_length=10, choices=Kind)
    member = models.PositiveIntegerField()  # the member's number, which is never given twice
    share_class = models.CharField(max_length=20)
    other = models.PositiveIntegerField(null=True)  # a member's number: who gets what a transfer moves
    other_class = models.CharField(max_length=20, default="")
    shares = models.IntegerField()
    par_cents = models.BigIntegerField()  # at their nominal value
    paid_cents = models.BigIntegerField()
    written_cents = models.BigIntegerField()  # of what was paid in: written down after a loss
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80)  # what it came of: "subscription:5", "notice:7", "proposal:9"
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(  # its entry in the books; none where no paid-in money moved
        Transaction, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        db_table = "shares_operation"
        indexes = [
            models.Index(fields=["member", "share_class"], name="shares_of_member"),
            models.Index(fields=["other", "other_class"], name="shares_got_by_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="subscribe", shares__gt=0, par_cents__gt=0, paid_cents=0, written_cents=0)
                | Q(kind="pay-in", shares=0, par_cents=0, paid_cents__gt=0, written_cents=0)
                | Q(kind="withdraw", shares__lt=0, par_cents__lt=0, paid_cents__lte=0, written_cents__lte=0)
                | Q(
                    kind="write-down",
                    shares=0,
                    par_cents=0,
                    paid_cents__lt=0,
                    written_cents=F("paid_cents") * -1,
                )
                | Q(
                    kind__in=["transfer", "convert"],
                    shares__lt=0,
                    par_cents__lt=0,
                    paid_cents__lte=0,
                    written_cents__lte=0,
                ),
                name="shares_move_as_their_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(kind="transfer", other__isnull=False) & ~Q(other=F("member"))
                | Q(kind="convert", other=F("member")) & ~Q(other_class=F("share_class"))
                | ~Q(kind__in=["transfer", "convert"]) & Q(other=None, other_class=""),
                name="shares_move_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(par_cents__gte=-LARGEST_AMOUNT, par_cents__lte=LARGEST_AMOUNT),
                name="shares_are_exact",
            ),
        ]


class Subscription(models.Model):
    """A member took shares and owes what they cost. Ends when it is paid, or called off before."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="subscriptions")
    member = models.PositiveIntegerField()
    shares = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="+")
    payment = models.CharField(max_length=40)  # the reference that the payer writes on her transfer
    at = models.DateTimeField()


class SubscriptionEnd(models.Model):
    """How a subscription ended."""

    class How(models.TextChoices):
        PAID = "paid"
        CALLED_OFF = "called-off"

    subscription = models.OneToOneField(
        Subscription, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    how = models.CharField(max_length=10, choices=How)
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Notice(models.Model):
    """A member wants shares back, on a day. Leaving gives notice of all of them."""

    class Because(models.TextChoices):
        OWN = "own"
        LEAVING = "leaving"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="share_notices")
    member = models.PositiveIntegerField()
    share_class = models.CharField(max_length=20)
    shares = models.PositiveIntegerField()
    because = models.CharField(max_length=10, choices=Because)
    due_at = models.DateTimeField()
    at = models.DateTimeField()


class NoticeHeld(models.Model):
    """The day came and nothing was paid: why. It is looked at again."""

    class Why(models.TextChoices):
        SUSPENDED = "suspended"
        LOSSES = "losses"
        CASH = "cash"
        CAPITAL = "capital"
        YEAR = "year"

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="held")
    why = models.CharField(max_length=10, choices=Why)
    at = models.DateTimeField()


class NoticeEnd(models.Model):
    """The shares were withdrawn, or the notice was taken back."""

    class How(models.TextChoices):
        WITHDRAWN = "withdrawn"
        TAKEN_BACK = "taken-back"

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, primary_key=True, related_name="end")
    how = models.CharField(max_length=10, choices=How)
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, null=True, related_name="+")
    cents = models.PositiveBigIntegerField(default=0)  # owed to her since then
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Suspension(models.Model):
    """The board lets no shares be withdrawn until a day, with its reason for everybody to read."""

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class Transfer(models.Model):
    """A member gives shares to another one, who must want them."""

    id = models.BigAutoField(primary_key=True)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shares_given")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shares_received")
    member = models.PositiveIntegerField()  # the giver's number
    other = models.PositiveIntegerField()  # the receiver's
    share_class = models.CharField(max_length=20)
    shares = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="shares_given_to_another")
        ]


class TransferStep(models.Model):
    """What became of it. Accepted and, where our rules ask for consent, approved: then it is done."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted"
        APPROVED = "approved"
        DECLINED = "declined"
        TAKEN_BACK = "taken-back"
        DONE = "done"

    id = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "kind"], name="shares_given_in_single_steps"),
            models.UniqueConstraint(
                fields=["transfer"],
                condition=Q(kind__in=["declined", "taken-back", "done"]),
                name="shares_given_in_one_way",
            ),
        ]


class Offer(models.Model):
    """New shares offered to members until a day: all or nothing. A vote opens it."""

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(max_length=LONGEST_WORDS)
    least = models.PositiveIntegerField()  # paid pledges below this: everybody gets her money back
    most = models.PositiveIntegerField()  # the target; no more is pledged
    nominal_cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=F("least"), least__gt=0), name="offer_has_a_target")
        ]


class OfferEnd(models.Model):
    """How an offer ended, on its day."""

    class How(models.TextChoices):
        SUCCEEDED = "succeeded"
        FAILED = "failed"

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, primary_key=True, related_name="end")
    how = models.CharField(max_length=10, choices=How)
    shares = models.PositiveIntegerField()  # that were paid
    at = models.DateTimeField()


class Pledge(models.Model):
    """A member promises to take shares of an offer."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="pledges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pledges")
    member = models.PositiveIntegerField()
    shares = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    payment = models.CharField(max_length=40)
    at = models.DateTimeField()


class PledgePaid(models.Model):
    """Its money is here, and waits for the offer's end."""

    pledge = models.OneToOneField(Pledge, on_delete=models.PROTECT, primary_key=True, related_name="paid")
    at = models.DateTimeField()


class PledgeEnd(models.Model):
    """What became of a pledge."""

    class How(models.TextChoices):
        SHARES = "shares"
        OWED_BACK = "owed-back"
        CALLED_OFF = "called-off"

    pledge = models.OneToOneField(Pledge, on_delete=models.PROTECT, primary_key=True, related_name="end")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
