from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    """A list's name, and whether its people are read here alone."""

    title = forms.CharField(label=_("Name of the list"), max_length=100)
    is_exclusive = forms.BooleanField(
        label=_("Read these people here only"),
        help_text=_("What they write then stays out of your home feed."),
        required=False,
    )


class PersonForm(forms.Form):
    """Somebody, by what follows the @."""

    handle = forms.CharField(
        label=_("Add somebody whom you follow"), help_text=_("Their @name."), max_length=290
    )
