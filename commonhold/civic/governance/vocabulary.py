"""The words of governance: who may do what, where a proposal stands, where a reason stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a mandate lets its holder do. Whoever holds any answers reports; a moderator does that alone.

    The bench alone answers none: it judges what others did. Liquidators settle what a co-op that ends owes.
    """

    BOARD = "board", _("Board")
    TREASURER = "treasurer", _("Treasurer")
    MEMBERSHIP = "membership", _("Membership")
    MODERATOR = "moderator", _("Moderator")
    GUARDIAN = "guardian", _("Guardian")
    AUDITOR = "auditor", _("Auditor")
    SPONSORS = "sponsors", _("Sponsors' panel")
    BENCH = "bench", _("Bench for appeals")
    OPERATOR = "operator", _("Operator")
    LIQUIDATOR = "liquidator", _("Liquidator")


class Kind(models.TextChoices):
    """What a proposal asks. Its question (`questions`) says how ballots look and how they are counted."""

    MOTION = "motion", _("Yes or no")
    CONSENT = "consent", _("Consent")
    ELECTION = "election", _("An election")
    CHOICE = "choice", _("A choice among many")
    ORDER = "order", _("What comes first")
    BUDGET = "budget", _("A budget")
    PARAMETER = "parameter", _("How much?")
    ADVISORY = "advisory", _("A question that binds nobody")
    RECALL = "recall", _("A recall")
    EMERGENCY = "emergency", _("Ratifying an emergency measure")


class Mode(models.TextChoices):
    """What becomes known of who voted how."""

    CONFIDENTIAL = "confidential", _("Confidential")
    OPEN = "open", _("Open: a roll-call")
    SEALED = "sealed", _("Sealed (experimental)")


class State(models.TextChoices):
    """Where a proposal stands. The order is the way that most of them go."""

    DRAFT = "draft"
    SPONSORS = "sponsors"
    TALK = "deliberation"
    KEYS = "keys"  # sealed votes: the trustees make the key
    NOTICE = "notice"
    VOTING = "voting"
    COUNTING = "counting"  # sealed votes: the trustees open the sums
    WAITING = "waiting"
    PAUSED = "paused"
    REGISTRATION = "registration"
    ENACTED = "enacted"
    FAILED = "failed"
    STUCK = "stuck"
    DEFEATED = "defeated"
    NO_QUORUM = "no-quorum"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ANNULLED = "annulled"
    REPEATED = "repeated"
    REFUSED = "refused"


#: Before notice: the text may still change, and people may still join.
BEFORE_NOTICE = frozenset({State.DRAFT, State.SPONSORS, State.TALK})
#: Counted and carried, but not in force yet: it can be challenged.
CHALLENGEABLE = frozenset({State.WAITING, State.PAUSED})
#: Where a proposal ends without having taken effect.
ENDED_WITHOUT_EFFECT = frozenset(
    {
        State.FAILED,
        State.DEFEATED,
        State.NO_QUORUM,
        State.WITHDRAWN,
        State.LAPSED,
        State.ANNULLED,
        State.REPEATED,
        State.REFUSED,
    }
)


class Side(models.TextChoices):
    """Where a public reason stands beside the ballot."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"
