from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EmojiForm(forms.Form):
    """A picture and the word that people write for it."""

    shortcode = forms.CharField(
        label=_("Its name"),
        help_text=_("What people write between two colons: a-z, 0-9 and _."),
        max_length=32,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    picture = forms.FileField(
        label=_("The picture"),
        help_text=_("Square and simple reads best: it is shown as small as a letter."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/gif,image/jpeg"}),
    )
