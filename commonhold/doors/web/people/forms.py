from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DescriptionForm(forms.Form):
    """What a person says of herself."""

    display_name = forms.CharField(label=_("Your name"), max_length=80)
    summary = forms.CharField(
        label=_("About you"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class MuteForm(forms.Form):
    """For how long somebody stays out of one's feeds."""

    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[
            ("1", _("An hour")),
            ("24", _("A day")),
            ("168", _("A week")),
            ("720", _("Thirty days")),
            ("0", _("Until I end it")),
        ],
        coerce=int,
        initial="0",
        widget=forms.RadioSelect,
    )
    hides_notifications = forms.BooleanField(
        label=_("Tell me nothing of them either"),
        help_text=_("No notifications when they answer, mention or follow you."),
        initial=True,
        required=False,
    )
