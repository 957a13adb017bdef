from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

AS_THE_BROWSER_ASKS = "browser"


class LanguageForm(forms.Form):
    """Every language under its own name, after the one that the browser asks for."""

    language = forms.ChoiceField(label=_("Read these pages in"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **told: object) -> None:
        super().__init__(*args, **told)  # type: ignore[arg-type]  # passed on
        choices = [(AS_THE_BROWSER_ASKS, _("the language that your browser asks for")), *settings.LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
