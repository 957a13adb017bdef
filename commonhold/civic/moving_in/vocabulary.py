from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a file holds."""

    MEMBERS = "members", _("Register of members")
    SHARES = "shares", _("Register of shares")
    DECISIONS = "decisions", _("Past decisions")
    BALANCES = "balances", _("Opening balances")
    OPEN_COLLECTIVE = "open-collective", _("Transactions of Open Collective")


class State(models.TextChoices):
    """Where an import stands."""

    READ = "read", _("read, nothing written")
    WRITTEN = "written", _("brought in")
    UNDONE = "undone", _("taken back")
    DROPPED = "dropped", _("put aside")
