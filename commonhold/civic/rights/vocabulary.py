"""What private data is looked at here by people with a mandate, and for which reasons."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Matter(models.TextChoices):
    """What somebody looks at."""

    BANK = "bank", _("Bank details, in the file of a payout")
    MESSAGE = "message", _("A direct message that was reported")
    APPLICATION = "application", _("An application for membership")
    REGISTER = "register", _("The register of all who are or were members")
    LAW = "law", _("Who reported something as against the law, and how to reach them")
    RECOVERY = "recovery", _("How somebody can be reached who lost her account")
    JURY = "jury", _("A direct message that was reported, before a jury")
    STATEMENT = "statement", _("A bank statement that was booked before, with what you paid or were paid")
    MACHINE = "machine", _("What is yours, by a program that the console of this server let in")


class Why(models.TextChoices):
    """The reason, as it is chosen; her own words say more."""

    DUTY = "duty", _("It is my turn: the work of my mandate")
    ASKED = "asked", _("The person asked me to")
    CHECK = "check", _("To check what somebody else did")
    LAW = "law", pgettext_lazy("a reason", "A law asks for it")


#: Of these a case may be harmed if it is told at once: people are told when the charter's days are over.
TOLD_LATER = frozenset({Matter.MESSAGE, Matter.LAW, Matter.JURY})
#: Who sits on a jury is told to nobody, so that nobody has to fear for her vote.
NAMELESS = frozenset({Matter.JURY})
#: These are about everybody who is or was a member: listed for each of them, and nobody is rung for it.
OF_ALL_MEMBERS = frozenset({Matter.REGISTER})
LONGEST_WORDS = 500
LEAST_WORDS = 10
