from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonhold.civic.roadmap.actions import proposing, steering
from commonhold.civic.roadmap.vocabulary import State
from commonhold.doors.web.refused import RefusedForm


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

    line = forms.ChoiceField(label=_("From which budget line?"), required=False)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.ChoiceField)
        line.choices = [("", _("From none")), *lines]
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
    """Which candidates go on the ballot, and the proposal's own words."""

    ideas = forms.MultipleChoiceField(
        label=_("Which ideas are on the ballot?"),
        help_text=_("Each member puts them in her own order."),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(label=_("Title"), min_length=3, max_length=120)
    text = forms.CharField(
        label=_("What should members know?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, ideas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ideas"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(idea_id), title) for idea_id, title in ideas]
        field.initial = [str(idea_id) for idea_id, _title in ideas]
        self.fields["title"].initial = gettext("What comes first?")

    def idea_ids(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["ideas"]]
