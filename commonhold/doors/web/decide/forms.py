"""What voters fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class BallotForm(forms.Form):
    """A ballot, and a public reason if the voter likes."""

    choice = forms.ChoiceField(
        choices=[("yes", ""), ("no", ""), ("abstain", "")],
        error_messages={"required": gettext_lazy("Choose yes, no or abstain.")},
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Print it among the reasons"),
        choices=[
            ("for", gettext_lazy("for")),
            ("against", gettext_lazy("against")),
            ("neither", gettext_lazy("neither")),
        ],
        initial="neither",
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("A reason, for everybody to read"),
        help_text=gettext_lazy(
            "This is public and bears your name. Your ballot stays secret; what you write here does not."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
