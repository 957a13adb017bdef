"""The words of this room: what may be advertised, where, what becomes of an ad, and why one is declined."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What an ad may be about. The list is closed; a vote opens each line of it."""

    BOOKS = "books", _("Books and newspapers")
    LEARNING = "learning", _("Courses and schools")
    CULTURE = "culture", _("Theatre, music and museums")
    FOOD = "food", _("Food and drink without alcohol")
    CRAFTS = "crafts", _("Crafts, tools and repair")
    GARDENS = "gardens", _("Gardens and seeds")
    MOBILITY = "mobility", _("Bicycles, buses and trains")
    SOFTWARE = "software", _("Software that its users may change")
    CO_OPERATIVES = "co_operatives", _("Co-operatives and associations")
    JOBS = "jobs", _("Jobs with a wage that is named")


class Place(models.TextChoices):
    """What kind of page an ad stands on."""

    TAG = "tag", _("A tag's page")
    GROUP = "group", _("A group's page")
    LOCAL = "local", _("Everybody here")
    DISCOVER = "discover", _("Discover, the page of the commons")


class Step(models.TextChoices):
    """What happened to an ad."""

    CONFIRMED = "confirmed"  # whoever handed it in without an account has that mail address
    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    PAID = "paid"
    ENDED = "ended"  # by the panel, before its time
    REFUNDED = "refunded"


class State(models.TextChoices):
    """Where an ad stands, in words."""

    UNCONFIRMED = "unconfirmed", _("Waits for its sponsor's mail")
    WAITING = "waiting", _("Waits for the panel")
    APPROVED = "approved", _("Approved, to be paid")
    RUNNING = "running", _("Runs")
    OVER = "over", _("Over")
    ENDED = "ended", _("Ended early")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken-back", _("Taken back")


class Ground(models.TextChoices):
    """Why an ad is declined or ended: the public count says this, and its sponsor reads why in words."""

    OUTSIDE = "outside", _("Not of its category")
    MISLEADING = "misleading", _("Misleading or not labelled honestly")
    IMPRINT = "imprint", _("Nobody answers for it")
    PURPOSE = "purpose", _("Against our purpose")
    MEANS = "means", _("Its page follows or presses its visitors")
    OTHER = "other", _("Another reason")


#: After one of these the panel has nothing more to say of an ad.
ENDS_WAITING = frozenset({Step.DECLINED, Step.TAKEN_BACK, Step.PAID})
