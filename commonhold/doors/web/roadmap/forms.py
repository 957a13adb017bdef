from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.roadmap.actions import proposing, steering
from commonhold.civic.roadmap.vocabulary import State
from commonhold.doors.web.events.forms import RefusedForm


class IdeaForm(RefusedForm):
    """What a member would like to have."""

    title = forms.CharField(label=_("Your idea, in a few words"), max_length=proposing.LONGEST_TITLE)
    text = forms.CharField(
        label=_("What is it good for?"),
        help_text=_("Who has the need, and what would be better then? Markdown works."),
        max_length=proposing.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class MergeForm(RefusedForm):
    """Which idea leads from now on."""

    into = forms.TypedChoiceField(label=_("The idea that leads from now on"), coerce=int)

    def __init__(self, *args: Any, ideas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        if isinstance(into, forms.TypedChoiceField):
            into.choices = list(ideas)


class EstimateForm(RefusedForm):
    """What an idea may cost."""

    cents = forms.DecimalField(
        label=_("What it may cost"), min_value=Decimal(0), max_digits=14, help_text=_("Such as 120.00")
    )
    note = forms.CharField(
        label=_("How you came to that"),
        max_length=steering.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cents"].widget.attrs.update(
            {"inputmode": "decimal", "autocomplete": "off", "step": "any"}
        )


class StateForm(RefusedForm):
    """Where an idea stands."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=State.choices)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed when it is declined. Those who support it read it."),
        max_length=steering.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.CharField(
        label=_("Where to find it"),
        help_text=_("A link, needed when it has shipped."),
        max_length=steering.LONGEST_LINK,
        required=False,
    )


class PrioritiesForm(RefusedForm):
    """A place for each candidate, and the proposal's own words."""

    title = forms.CharField(label=_("Title"), min_length=3, max_length=120)
    text = forms.CharField(
        label=_("Why in this order?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, ideas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("Leave it out")), *((str(each), str(each)) for each in range(1, len(ideas) + 1))]
        for number, (idea_id, title) in enumerate(ideas, 1):
            self.fields[f"idea-{idea_id}"] = forms.TypedChoiceField(
                label=title, choices=places, coerce=int, empty_value=None, required=False, initial=number
            )
        self.order_fields([*(f"idea-{idea_id}" for idea_id, _title in ideas), "title", "text"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        places = [place for name, place in said.items() if name.startswith("idea-") and place is not None]
        if not places or len(set(places)) < len(places):
            raise forms.ValidationError(_("Give at least one idea a place, and each place once."))
        return said

    def idea_ids(self) -> str:
        """As the decision takes them, the best first."""
        said = self.cleaned_data.items()
        placed = [
            (place, name.removeprefix("idea-")) for name, place in said if name.startswith("idea-") and place
        ]
        return ",".join(idea_id for _place, idea_id in sorted(placed))
