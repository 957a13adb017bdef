"""The words of the roadmap: where an idea stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an idea stands. The order is the way that most of them go."""

    OPEN = "open", _("Open")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    SHIPPED = "shipped", _("Shipped")
    DECLINED = "declined", _("Declined")


#: States in which an idea still waits for something, so that supporting it means something.
LIVE = (State.OPEN, State.PLANNED, State.UNDER_WAY)
