from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.social.people.queries import Profile

MOST_FIELDS = 6


class ProfileForm(forms.Form):
    """What a person says of herself, and who may follow her."""

    display_name = forms.CharField(label=_("Your name"), max_length=80)
    summary = forms.CharField(
        label=_("About you"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    pronouns = forms.CharField(
        label=_("Pronouns"),
        help_text=_("Such as she/her. They stand beside your name."),
        max_length=40,
        required=False,
    )
    approves_followers = forms.BooleanField(
        label=_("People ask before they follow me"),
        help_text=_("You accept or decline each of them on your page. Who follows you already goes on."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(MOST_FIELDS):
            self.fields[f"label_{n}"] = forms.CharField(label=_("About what"), max_length=60, required=False)
            self.fields[f"value_{n}"] = forms.CharField(
                label=_("What it says"), max_length=250, required=False
            )

    @staticmethod
    def initial_of(profile: Profile) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        lines = {f"label_{n}": line.label for n, line in enumerate(profile.fields)}
        lines |= {f"value_{n}": line.value for n, line in enumerate(profile.fields)}
        return {
            "display_name": profile.name,
            "summary": profile.summary,
            "pronouns": profile.pronouns,
            "approves_followers": profile.approves_followers,
            **lines,
        }

    def wishes(self) -> dict[str, Any]:
        """What was typed, as `present_oneself` takes it."""
        said = self.cleaned_data
        named = ("display_name", "summary", "pronouns", "approves_followers")
        lines = [(said[f"label_{n}"], said[f"value_{n}"]) for n in range(MOST_FIELDS)]
        return {name: said[name] for name in named} | {"fields": lines}

    def main_fields(self) -> list[forms.BoundField]:
        """All but the lines."""
        return [self[name] for name in ("display_name", "pronouns", "summary", "approves_followers")]

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The lines, each as what it is about and what it says."""
        return [(self[f"label_{n}"], self[f"value_{n}"]) for n in range(MOST_FIELDS)]


class MuteForm(forms.Form):
    """For how long somebody stays out of one's feeds."""

    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[
            ("1", _("An hour")),
            ("24", _("A day")),
            ("168", _("A week")),
            ("720", _("Thirty days")),
            ("0", _("Until I end it")),
        ],
        coerce=int,
        initial="0",
        widget=forms.RadioSelect,
    )
    hides_notifications = forms.BooleanField(
        label=_("Tell me nothing of them either"),
        help_text=_("No notifications when they answer, mention or follow you."),
        initial=True,
        required=False,
    )
