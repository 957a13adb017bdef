from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DescriptionForm(forms.Form):
    """What a person says of herself."""

    display_name = forms.CharField(label=_("Your name"), max_length=80)
    summary = forms.CharField(
        label=_("About you"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
