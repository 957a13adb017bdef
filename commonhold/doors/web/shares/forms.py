from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.shares.vocabulary import LONGEST_REASON
from commonhold.doors.web.refused import RefusedForm


class SharesForm(RefusedForm):
    """How many."""

    shares = forms.IntegerField(label=_("How many shares"), min_value=1, max_value=10_000_000)


class NoticeForm(RefusedForm):
    """How many go back."""

    shares = forms.IntegerField(label=_("How many shares go back"), min_value=1, max_value=10_000_000)


class GiveForm(RefusedForm):
    """How many go to whom."""

    to = forms.ChoiceField(label=_("To which member"))
    shares = forms.IntegerField(label=_("How many shares she gets"), min_value=1, max_value=10_000_000)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = list(people)


class SuspendForm(RefusedForm):
    """Why nothing goes back, and until when."""

    reason = forms.CharField(
        label=_("Why? Everybody can read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(label=_("Until which day"), widget=forms.DateInput(attrs={"type": "date"}))
