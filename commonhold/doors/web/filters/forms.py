from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import Refusal
from commonhold.social.filters.actions import LONGEST_TITLE
from commonhold.social.filters.matching import Place
from commonhold.social.filters.queries import FilterView

PLACES: Mapping[str, Promise] = {
    Place.HOME: _("Home, lists and groups"),
    Place.NOTIFICATIONS: _("Notifications"),
    Place.PUBLIC: _("Everybody's posts, tags and search"),
    Place.THREADS: _("Threads"),
    Place.PROFILES: _("Profiles"),
}
_KEEP, _FOR_GOOD = "keep", "0"
_LASTS = [
    (_FOR_GOOD, _("Until I end it")),
    ("1", _("An hour")),
    ("24", _("A day")),
    ("168", _("A week")),
    ("720", _("Thirty days")),
]


class FilterForm(forms.Form):
    """Everything that a filter says."""

    title = forms.CharField(
        label=_("Name of this filter"),
        help_text=_("You read it where something is folded away."),
        max_length=LONGEST_TITLE,
    )
    phrases = forms.CharField(
        label=_("Words or phrases"),
        help_text=_("One to a line. Capitals and accents don't matter."),
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reach = forms.ChoiceField(
        label=_("Where they stand"),
        choices=[("whole", _("As whole words")), ("part", _("Inside longer words, too"))],
        initial="whole",
        widget=forms.RadioSelect,
    )
    act = forms.ChoiceField(
        label=_("What happens to a post that bears one"),
        choices=[("warn", _("It is folded away; I may open it")), ("hide", _("It is not shown at all"))],
        initial="warn",
        widget=forms.RadioSelect,
    )
    places = forms.MultipleChoiceField(
        label=_("Where this applies"),
        help_text=_("Your own posts and your messages are never filtered."),
        choices=list(PLACES.items()),
        initial=list(PLACES),
        error_messages={"required": _("Choose at least one place where this filter applies.")},
        widget=forms.CheckboxSelectMultiple,
    )
    lasts = forms.ChoiceField(
        label=_("For how long?"), choices=_LASTS, initial=_FOR_GOOD, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, kept: FilterView | None = None, **kwargs: Any) -> None:
        self._kept = kept
        if kept is not None:
            kwargs["initial"] = _initial(kept)
        super().__init__(*args, **kwargs)
        self.fields["phrases"].required = kept is None or not kept.posts
        if kept is not None and kept.until is not None:
            same = _("As it ended") if kept.has_ended else _("As long as it was to last")
            self.fields["lasts"].choices = [(_KEEP, same), *_LASTS]  # type: ignore[attr-defined]  # it is one of choices

    def said(self, now: datetime) -> dict[str, Any]:
        """As the room's actions take it."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "phrases": given["phrases"].splitlines(),
            "are_whole": given["reach"] == "whole",
            "hides": given["act"] == "hide",
            "places": [Place(each) for each in given["places"]],
            "until": self._until(given["lasts"], now),
        }

    def refuse(self, refusal: Refusal) -> None:
        """Say it beside its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def _until(self, lasts: str, now: datetime) -> datetime | None:
        if lasts == _KEEP and self._kept is not None:
            return self._kept.until
        return None if lasts == _FOR_GOOD else now + timedelta(hours=int(lasts))


def _initial(kept: FilterView) -> dict[str, Any]:
    return {
        "title": kept.title,
        "phrases": "\n".join(kept.phrases),
        "reach": "whole" if kept.are_whole else "part",
        "act": "hide" if kept.hides else "warn",
        "places": list(kept.places),
        "lasts": _FOR_GOOD if kept.until is None else _KEEP,
    }
