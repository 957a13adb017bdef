from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.founding.actions import FEWEST_FOUNDERS, Founder
from commonhold.civic.founding.charter_templates import DEFAULT, templates
from commonhold.ground.clock.zones import time_zones

MOST_FOUNDERS = 7


class FoundingForm(forms.Form):
    """What a co-op needs to begin. Founders four to seven are optional."""

    name = forms.CharField(label=_("What is your co-op called?"), max_length=80)
    purpose = forms.CharField(
        label=_("What is it for?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Strangers read this first. Members can change it by vote."),
    )
    template = forms.ChoiceField(label=_("Which charter do you begin with?"), widget=forms.RadioSelect)
    public_url = forms.CharField(
        label=_("Under which address will people find it?"),
        max_length=200,
        help_text=_("It stays open to change until the first other server relies on it."),
    )
    time_zone = forms.CharField(
        label=_("In which time zone do your days begin?"), max_length=40, help_text=_("Such as Europe/Berlin")
    )
    currency = forms.CharField(
        label=_("In which currency are dues paid?"), max_length=3, min_length=3, initial="EUR"
    )

    def __init__(self, data: object = None, *, public_url: str = "") -> None:
        super().__init__(data, initial={"public_url": public_url, "template": DEFAULT, "time_zone": "UTC"})  # type: ignore[arg-type]  # a QueryDict or None
        self.fields["template"].choices = [(each.name, f"{each.title}: {each.words}") for each in templates()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["time_zone"].widget.attrs["list"] = "time-zones"
        for number in range(MOST_FOUNDERS):
            required = number < FEWEST_FOUNDERS
            self.fields[f"founder_{number}_name"] = forms.CharField(
                label=_("Name"), max_length=80, required=required
            )
            self.fields[f"founder_{number}_email"] = forms.EmailField(
                label=_("Email address"), required=required
            )
            self.fields[f"founder_{number}_password"] = forms.CharField(
                label=_("Password"),
                strip=False,
                required=required,
                widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
            )

    def founders(self) -> list[Founder]:
        """Those whose name was given, in order."""
        said = self.cleaned_data
        return [
            Founder(*(said[f"founder_{number}_{part}"] for part in ("name", "email", "password")))
            for number in range(MOST_FOUNDERS)
            if said.get(f"founder_{number}_name")
        ]

    def founder_fields(self) -> list[list[forms.BoundField]]:
        """The fields of each founder, for the page."""
        return [
            [self[f"founder_{number}_{part}"] for part in ("name", "email", "password")]
            for number in range(MOST_FOUNDERS)
        ]

    def co_op_fields(self) -> list[forms.BoundField]:
        names = ("name", "purpose", "template", "public_url", "time_zone", "currency")
        return [self[name] for name in names]

    def time_zones(self) -> list[str]:
        return sorted(time_zones())
