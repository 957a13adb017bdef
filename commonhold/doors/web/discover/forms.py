from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FindingForm(forms.Form):
    """How others may come upon somebody."""

    is_searchable = forms.BooleanField(
        label=_("My posts may be found by their words"),
        help_text=_(
            "Posts for everybody, and among members those for members. Never what you wrote for fewer people."
        ),
        required=False,
    )
    is_discoverable = forms.BooleanField(
        label=_("I may be suggested to people"),
        help_text=_("On the page Discover, first to those whose friends follow you."),
        required=False,
    )
    is_recommended = forms.BooleanField(
        label=_("What I write for everybody may be put before people who don't follow me"),
        help_text=_("Only here, and only in home feeds whose order draws from others' posts."),
        required=False,
    )
