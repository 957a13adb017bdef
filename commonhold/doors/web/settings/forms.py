from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ServerForm(forms.Form):
    """A server to keep away."""

    domain = forms.CharField(
        label=_("Name of a server"),
        help_text=_("What stands after the second @, such as elsewhere.example."),
        max_length=290,
    )
