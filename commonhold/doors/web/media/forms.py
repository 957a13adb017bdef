from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_EDGE = 1000


class DescriptionForm(forms.Form):
    """What is to be seen or heard; of a picture also what stays in view."""

    alt = forms.CharField(
        label=_("Description"),
        help_text=_("Say what matters in it, as you would on the telephone. Screen readers read it out."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    across = forms.IntegerField(
        label=_("What stays in view, from left to right"),
        min_value=-_EDGE,
        max_value=_EDGE,
        widget=forms.NumberInput(attrs={"type": "range", "step": 50}),
    )
    up = forms.IntegerField(
        label=_("What stays in view, from bottom to top"),
        min_value=-_EDGE,
        max_value=_EDGE,
        widget=forms.NumberInput(attrs={"type": "range", "step": 50}),
    )

    def __init__(self, *args: object, is_picture: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as the base class takes them
        if not is_picture:
            del self.fields["across"], self.fields["up"]
