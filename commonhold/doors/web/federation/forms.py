from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import Refusal
from commonhold.social.blocklists.actions import LONGEST_NAME, LONGEST_URL
from commonhold.social.blocklists.reading import LONGEST


class NewerForm(forms.Form):
    """A list as text or as a file."""

    text = forms.CharField(
        label=_("Paste it"),
        help_text=_("As Mastodon exports it, or one name a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "none", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or bring it as a file"),
        required=False,
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def content(self) -> bytes:
        """What was brought, or empty."""
        file = self.cleaned_data["file"]
        return bytes(file.read(LONGEST + 1)) if file else str(self.cleaned_data["text"]).encode()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class ListForm(NewerForm):
    """A list that is to be read."""

    name = forms.CharField(
        label=_("What we call it"), help_text=_("So that all know whose list it is."), max_length=LONGEST_NAME
    )
    url = forms.CharField(
        label=_("Its address"),
        help_text=_("We read it there once a week. Or paste it below, or bring a file."),
        max_length=LONGEST_URL,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    field_order = ("name", "url", "text", "file")
