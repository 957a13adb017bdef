from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MessageForm(forms.Form):
    """What is said in a conversation."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WritersForm(forms.Form):
    """Who may begin to write to a person."""

    writers = forms.ChoiceField(
        label=_("Who may begin to write to you?"),
        choices=[
            ("everybody", _("Everybody; strangers wait among the requests")),
            ("acquainted", _("Those who follow you, and those whom you follow")),
            ("nobody", _("Nobody; conversations that have begun go on")),
        ],
        widget=forms.RadioSelect,
    )
