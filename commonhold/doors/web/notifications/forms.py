from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_ANSWERS = [
    ("accept", _("Tell me like everybody else")),
    ("apart", _("Keep them apart, among the requests")),
]


class StrangersForm(forms.Form):
    """Whom one wants to hear of."""

    strangers = forms.ChoiceField(
        label=_("People you don't follow"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    newcomers = forms.ChoiceField(
        label=_("Accounts younger than thirty days"), choices=_ANSWERS, widget=forms.RadioSelect
    )


class DigestForm(forms.Form):
    """How often one gets a mail."""

    rhythm = forms.ChoiceField(
        label=_("A mail with what you have not read"),
        help_text=_("At seven in the morning by the co-op's clock, and only when there is something."),
        choices=[("never", _("Never")), ("daily", _("Every morning")), ("weekly", _("On Monday mornings"))],
        widget=forms.RadioSelect,
    )
