from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class KeysForm(forms.Form):
    """Whether single keys do anything."""

    is_on = forms.BooleanField(
        label=_("Single keys work on every page"),
        help_text=_("Switch them off if they get in the way of your voice input or another tool of yours."),
        required=False,
    )
