from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonhold.civic.rights.actions import Choices

_SHOWN_TO = [
    ("everybody", _("Everybody")),
    ("members", _("Members")),
    ("followers", _("People who follow me")),
    ("nobody", _("Only me")),
]
_PARTS = {
    "summary": _("What I say about myself"),
    "pronouns": _("My pronouns"),
    "header": _("The wide picture"),
    "last-active": _("The day when I last wrote for everybody"),
}
_LINE = "line:"


class PrivacyForm(forms.Form):
    """Who gets what of somebody."""

    circle = forms.ChoiceField(
        label=_("Whom I follow and who follows me"),
        choices=[
            ("everybody", _("Everybody")),
            ("followers", _("People who follow me")),
            ("nobody", _("Only me")),
        ],
    )
    approves_followers = forms.BooleanField(label=_("People ask before they follow me"), required=False)
    is_searchable = forms.BooleanField(
        label=_("My posts may be found by their words"),
        help_text=_("Here, and by search engines and other servers that keep to what we ask of them."),
        required=False,
    )
    is_discoverable = forms.BooleanField(
        label=_("I may be suggested to people"),
        help_text=_("Here, and on other servers that keep to what we ask of them."),
        required=False,
    )
    is_recommended = forms.BooleanField(
        label=_("What I write for everybody may be put before people who don't follow me"), required=False
    )
    writers = forms.ChoiceField(
        label=_("Who may begin to write to me"),
        choices=[
            ("everybody", _("Everybody; strangers wait among the requests")),
            ("acquainted", _("Those who follow me, and those whom I follow")),
            ("nobody", _("Nobody; conversations that have begun go on")),
        ],
    )
    ads = forms.ChoiceField(
        label=_("Ads by sponsors"),
        help_text=_("They go by the page, never by the person, whatever you choose."),
        choices=[
            ("default", _("As the charter says")),
            ("on", _("Show me ads")),
            ("off", _("Show me none")),
        ],
    )

    def __init__(self, data: Mapping[str, Any] | None, *, chosen: Choices) -> None:
        super().__init__(
            data,
            initial={
                **{each: chosen.parts[each] for each in _PARTS},
                **{_name(*key): shown_to for key, shown_to in chosen.lines.items()},
                "circle": chosen.circle,
                "approves_followers": chosen.approves_followers,
                "is_searchable": chosen.is_searchable,
                "is_discoverable": chosen.is_discoverable,
                "is_recommended": chosen.is_recommended,
                "writers": chosen.writers,
                "ads": {None: "default", True: "on", False: "off"}[chosen.ads],
            },
        )
        self._lines = list(chosen.lines)
        for part, label in _PARTS.items():
            self.fields[part] = forms.ChoiceField(label=label, choices=_SHOWN_TO)
        for key in self._lines:
            words = gettext("The line “{label}”").format(label=key[1])
            self.fields[_name(*key)] = forms.ChoiceField(label=words, choices=_SHOWN_TO)

    def page_fields(self) -> list[forms.BoundField]:
        """The parts of her page, each with whom it is for."""
        return [self[each] for each in (*_PARTS, *(_name(*key) for key in self._lines), "circle")]

    def finding_fields(self) -> list[forms.BoundField]:
        names = ("approves_followers", "is_searchable", "is_discoverable", "is_recommended")
        return [self[each] for each in names]

    def reaching_fields(self) -> list[forms.BoundField]:
        return [self["writers"], self["ads"]]

    def choices(self) -> Choices:
        """What was chosen, for a form that is valid."""
        said = self.cleaned_data
        same = (
            "circle",
            "approves_followers",
            "is_searchable",
            "is_discoverable",
            "is_recommended",
            "writers",
        )
        return Choices(
            parts={each: said[each] for each in _PARTS},
            lines={key: said[_name(*key)] for key in self._lines},
            ads={"default": None, "on": True, "off": False}[said["ads"]],
            **{each: said[each] for each in same},
        )


def _name(place: int, label: str) -> str:
    """With the label in it: what was chosen for one line is never kept for another that stands there."""
    return f"{_LINE}{place}:{label}"
