"""What a processor pays to somebody directly, less the co-op's part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class PayeeAccount(models.Model):
    """Somebody's own account with the card processor, which pays her directly; ready when it says so."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="payee_account"
    )
    account = models.CharField(max_length=80, unique=True)  # as the processor calls it
    at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)


class SplitPayment(models.Model):
    """A card payment from one person to another: the processor pays her, less what is the co-op's.

    Only the co-op's part is ever in its books. `kind` and `subject` are the asking room's words.
    `left_account` is the SHA-256, in hex, of the account of a payee who left before it was paid: the
    processor may still say that it was.
    """

    id = models.BigAutoField(primary_key=True)
    payer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    cents = models.PositiveBigIntegerField()  # that the payer pays
    ours = models.PositiveBigIntegerField()  # of these, what the processor gives the co-op
    currency = models.CharField(max_length=3)
    words = models.CharField(max_length=200)
    at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    left_account = models.CharField(max_length=64, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=models.F("ours")), name="split_pays_somebody"),
            models.CheckConstraint(condition=~Q(payer=models.F("payee")), name="split_pays_somebody_else"),
        ]
        indexes = [models.Index(fields=["kind", "subject"], name="split_payments_of")]
