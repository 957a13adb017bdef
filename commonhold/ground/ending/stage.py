from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the end has come. The order is the way that it goes; `STOPPED` takes all of it back."""

    ANNOUNCED = "announced", _("Announced")
    LEAVING = "leaving", _("Time to take everything along")
    SETTLING = "settling", _("Debts and shares")
    READING = "reading", _("Read-only")
    SEALED = "sealed", _("Sealed")
    STOPPED = "stopped", _("Stopped")
