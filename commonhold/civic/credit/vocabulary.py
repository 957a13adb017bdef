"""The words of the book, and of what was agreed about leaving."""

from __future__ import annotations

from django.db import models

#: What a payment says it is for.
LONGEST_WORDS = 200


class Kind(models.TextChoices):
    """Why an entry is in the book. Codes are for ever."""

    PAID = "credit.paid"
    REVERSED = "credit.reversed"
    RESTORED = "credit.restored"  # what went back came again: that it goes back was overturned
    FORGIVEN = "credit.forgiven"  # by whom it was owed to
    CANCELLED = "credit.cancelled"  # debts that ran in a circle
    TAKEN_OVER = "credit.taken-over"  # by the co-op, of somebody who left
    WRITTEN_OFF = "credit.written-off"  # what was left when the time after leaving was over


class HoldEnd(models.TextChoices):
    """How minutes that were set aside came free."""

    RELEASED = "released"
    PAID = "paid"  # forfeited to whom they were set aside for


class Leaving(models.TextChoices):
    """What happens with the debts of somebody who leaves; the charter chooses."""

    STANDS = "stands"
    LINE = "forgiven-by-the-line"
    MONEY = "asked-in-money"
