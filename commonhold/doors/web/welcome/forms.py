from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

_BETWEEN = re.compile(r"[\s,;#]+")


class InterestsForm(forms.Form):
    """Tags of one's own beside those that are offered."""

    own = forms.CharField(
        label=_("Something else"),
        help_text=_("As many tags as you like, with spaces between them."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def names(self) -> list[str]:
        return [each for each in _BETWEEN.split(self.cleaned_data["own"]) if each]


class FriendsForm(forms.Form):
    """Names that somebody pasted, or a file of them."""

    names = forms.CharField(
        label=_("Names of friends"),
        help_text=_("As many as you like: @ada, ada@elsewhere.example, or links to their pages."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "none", "spellcheck": "false"}),
    )
    table = forms.FileField(
        label=_("Or a file of whom you followed"),
        help_text=_("The .csv of your old server as it is, or a text file with one name a line."),
        required=False,
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )


class YourselfForm(forms.Form):
    """How others read about one."""

    display_name = forms.CharField(label=_("Your name"), max_length=80)
    summary = forms.CharField(
        label=_("About you"),
        help_text=_("A sentence helps others to know you again."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
