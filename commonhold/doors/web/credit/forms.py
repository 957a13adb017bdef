from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonhold.civic.credit.minutes import HOUR
from commonhold.civic.credit.vocabulary import LONGEST_WORDS
from commonhold.doors.web.refused import RefusedForm

_CLOCK = re.compile(r"([0-9]{1,9})[:h]([0-5][0-9])")
_HOURS = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?(?:\s*h)?")
_MINUTES = re.compile(r"([0-9]{1,9})\s*min")


class WorkTimeField(forms.CharField):
    """A time of work as people type it: “1:30”, “1.5”, “1,5 h” or “90 min”; its value is whole minutes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("In hours, such as 1:30 or 2"))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.update({"inputmode": "text", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        if not typed:
            return 0
        if found := _CLOCK.fullmatch(typed):
            return int(found[1]) * HOUR + int(found[2])
        if found := _MINUTES.fullmatch(typed):
            return int(found[1])
        if found := _HOURS.fullmatch(typed):
            hundredths = int((found[2] or "0").ljust(2, "0"))
            return int(found[1]) * HOUR + hundredths * HOUR // 100
        raise ValidationError(gettext("Write hours, such as 1:30 or 2."))


def as_typed(minutes: int) -> str:
    """Minutes as the field takes them."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"


class LimitForm(RefusedForm):
    """How far somebody is trusted."""

    minutes = WorkTimeField(label=_("Up to how many hours may this person owe you?"))


class ForgiveForm(RefusedForm):
    """How much of what somebody owes is let go."""

    minutes = WorkTimeField(label=_("How many hours do you forgive?"))


class PayForm(RefusedForm):
    """Whom, how much, and what for."""

    to = forms.CharField(
        label=_("Whom do you pay?"), help_text=_("Their handle, such as @ada"), max_length=80
    )
    minutes = WorkTimeField(label=_("How many hours?"))
    words = forms.CharField(
        label=_("What for?"), max_length=LONGEST_WORDS, required=False, help_text=_("Only you two read this.")
    )


class ReverseForm(RefusedForm):
    """Which payment, and which case decided it."""

    payment_id = forms.IntegerField(label=_("The payment’s number"), min_value=1, max_value=2**63 - 1)
    case_id = forms.IntegerField(
        label=_("The number of the case that decided it"), min_value=1, max_value=2**63 - 1
    )
