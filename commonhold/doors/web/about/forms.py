"""A form that is never sent: it shows every kind of field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title of your proposal"), max_length=80)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Two or three sentences that a neighbour would understand."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    area = forms.ChoiceField(
        label=_("What is it about?"), choices=[("money", _("Money")), ("rules", _("Rules"))], required=False
    )
    choice = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[("public", _("Everybody")), ("members", _("Members only"))],
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(
        label=_("Publish my reason beside my name"), help_text=_("Your ballot stays secret."), required=False
    )
