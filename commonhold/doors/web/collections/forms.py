from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CollectionForm(forms.Form):
    """What a collection is."""

    title = forms.CharField(label=_("Name of the collection"), max_length=80)
    summary = forms.CharField(
        label=_("Whom does it bring together?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonForm(forms.Form):
    """Somebody to ask, by what follows the @."""

    handle = forms.CharField(
        label=_("Ask somebody to be in it"),
        help_text=_("Their @name. They appear when they have agreed."),
        max_length=290,
    )
