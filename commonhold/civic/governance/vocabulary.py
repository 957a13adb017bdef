"""The words of governance: who may do what, where a proposal stands, where a reason stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a mandate lets its holder do. Whoever holds any answers reports; a moderator does that alone."""

    BOARD = "board", _("Board")
    TREASURER = "treasurer", _("Treasurer")
    MEMBERSHIP = "membership", _("Membership")
    MODERATOR = "moderator", _("Moderator")


class State(models.TextChoices):
    """Where a proposal stands. The order is the way that most of them go."""

    DRAFT = "draft"
    TALK = "deliberation"
    NOTICE = "notice"
    VOTING = "voting"
    WAITING = "waiting"
    ENACTED = "enacted"
    FAILED = "failed"
    STUCK = "stuck"
    DEFEATED = "defeated"
    NO_QUORUM = "no-quorum"
    WITHDRAWN = "withdrawn"


class Side(models.TextChoices):
    """Where a public reason stands beside the ballot."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"
