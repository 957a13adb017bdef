"""The words of the exchange: what is offered, for what, how roughly where, and how an agreement goes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Which of the two gives."""

    OFFER = "offer", _("I offer something")
    REQUEST = "request", _("I look for something")


class Price(models.TextChoices):
    """What is given back. Money goes from one to the other, and never through the co-op."""

    GIFT = "gift", _("A gift")
    HOURS = "hours", _("Time for time, between us two")
    CREDIT = "credit", _("Mutual credit, in minutes")
    MONEY = "money", _("Money, from hand to hand")


class Per(models.TextChoices):
    """What a price is for."""

    WHOLE = "whole", _("for the whole")
    HOUR = "hour", _("for an hour")
    NIGHT = "night", _("for a night")


class Rough(models.TextChoices):
    """How exactly a place is said. Coordinates are rounded before they are kept."""

    COUNTRY = "country", _("Only the country")
    TOWN = "town", _("The town")
    DISTRICT = "district", _("The district")
    EXACT = "exact", _("The exact place")


class Cancelling(models.TextChoices):
    """Until when the one who receives may cancel for nothing; later half of the price is owed."""

    ANY_TIME = "any-time", _("for nothing at any time")
    DAY = "day", _("for nothing until a day before; later half of the price")
    WEEK = "week", _("for nothing until a week before; later half of the price")


class Audience(models.TextChoices):
    """Who may see an offer."""

    EVERYBODY = "everybody", _("Everybody, also without an account")
    MEMBERS = "members", _("Members of our co-op")


class Licence(models.TextChoices):
    """What somebody may do with a work that is handed over. The list is closed."""

    CC0 = "cc0-1.0", _("CC0: no rights reserved")
    BY = "cc-by-4.0", _("CC BY 4.0: named")
    BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0: named, shared alike")
    BY_ND = "cc-by-nd-4.0", _("CC BY-ND 4.0: named, unchanged")
    BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0: named, not commercial")
    BY_NC_SA = "cc-by-nc-sa-4.0", _("CC BY-NC-SA 4.0: named, not commercial, shared alike")
    BY_NC_ND = "cc-by-nc-nd-4.0", _("CC BY-NC-ND 4.0: named, not commercial, unchanged")
    STATED = "stated-use", _("All rights reserved, but for the use that is stated")
    OWN = "own-words", _("In words of my own")


#: These need words of whoever licenses; the others are read where their address leads.
IN_WORDS = frozenset({Licence.STATED, Licence.OWN})


class OfferDeed(models.TextChoices):
    """What happened to an offer."""

    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Changed")
    EXTENDED = "extended", _("Extended")
    TAKEN_BACK = "taken-back", _("Taken back")
    EXPIRED = "expired", _("Its time was over")
    WITHHELD = "withheld", _("Withheld by a measure")
    FREED = "freed", _("Shown again")
    LOOKED_AT = "looked-at", _("Looked at by somebody who keeps order")


#: After one of these an offer is found no more.
ENDS_OFFER = frozenset({OfferDeed.TAKEN_BACK, OfferDeed.EXPIRED, OfferDeed.WITHHELD})


class State(models.TextChoices):
    """Where an agreement stands."""

    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    DONE = "done", _("Done, to be settled")
    SETTLED = "settled", _("Settled")
    DISPUTED = "disputed", _("In dispute")
    RESOLVED = "resolved", _("Resolved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Lapsed")
    CANCELLED = "cancelled", _("Cancelled")


#: Nothing follows on these, but words.
OVER = frozenset(
    {State.SETTLED, State.RESOLVED, State.DECLINED, State.WITHDRAWN, State.LAPSED, State.CANCELLED}
)
#: Here it takes its place in a calendar.
HOLDS_ITS_TIME = frozenset({State.AGREED, State.DONE, State.SETTLED, State.DISPUTED, State.RESOLVED})


class Deed(models.TextChoices):
    """What happened to an agreement, by whom and when."""

    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Lapsed: nobody said anything in time")
    CHANGE_ASKED = "change-asked", _("Asked for a change")
    CHANGE_AGREED = "change-agreed", _("Agreed to the change")
    CHANGE_REFUSED = "change-refused", _("Refused the change")
    CANCELLED = "cancelled", _("Cancelled")
    DEPOSIT_TAKEN = "deposit-taken", _("Took the deposit")
    DEPOSIT_RETURNED = "deposit-returned", _("Gave the deposit back")
    DEPOSIT_HELD = "deposit-held", _("The deposit is set aside")
    DEPOSIT_FREE = "deposit-free", _("The deposit is free again")
    DEPOSIT_LOST = "deposit-lost", _("The deposit goes to the one who gives")
    PAID_BY_CARD = "paid-by-card", _("Paid by card, through the processor")
    PART_RECEIVED = "part-received", _("Has their part")
    DONE = "done", _("Said that it is done")
    TAKEN_AS_DONE = "taken-as-done", _("Counts as done: the other side said nothing in time")
    NOT_PAID = "not-paid", _("Could not be paid yet")
    SETTLED = "settled", _("Settled")
    DISPUTED = "disputed", _("Opened a dispute")
    MEDIATES = "mediates", _("Mediates")
    PROPOSED = "proposed", _("Proposed how it may end")
    ACCEPTED = "accepted", _("Accepted the proposal")
    REFUSED = "refused", _("Refused the proposal")
    BEFORE_JURY = "before-jury", _("Brought it before a jury")
    REVERSED = "reversed", _("What was paid went back")
    NOT_REVERSED = "not-reversed", _("What was paid could not go back")
    RESTORED = "restored", _("Overturned: what was moved comes back")
    STILL_OWED = "still-owed", _("Could not be paid, and stays owed")
    CLEARED = "cleared", _("What was still owed is settled")
    RESOLVED = "resolved", _("Resolved")


class PoolRule(models.TextChoices):
    """How a joint collection shares what a sale of it brings."""

    EQUAL = "equal", _("Equal parts for all whose works are in it")
    USE = "use", _("By use: by how many buyers fetched works of each")
    FIXED = "fixed", _("Fixed parts, as voted")


class PoolAsks(models.TextChoices):
    """What the artists of a joint collection decide on."""

    TAKES_IN = "takes-in", _("Take in another artist")
    SHARES = "shares", _("How income is shared")
    SELLS = "sells", _("Offer all of it as one")
    STOPS = "stops", _("Take it off sale")


class PoolOutcome(models.TextChoices):
    """What became of a question."""

    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    STUCK = "stuck", _("Passed, and could not be offered that day: ask again, and it says why")


class Owing(models.TextChoices):
    """Why something is still owed after an agreement is over."""

    CANCELLED = "cancelled", _("cancelled late, by the terms")
    DEPOSIT = "deposit", _("a deposit that was lost")
    OVERTURNED = "overturned", _("an outcome of a dispute that was overturned")


class Answer(models.TextChoices):
    """What became of a change that was asked for."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"  # the agreement ended before
