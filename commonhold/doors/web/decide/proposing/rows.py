"""Rows for the options of a ballot: as many as one likes, without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from commonhold.civic.governance.questions.question import MOST_OPTIONS
from commonhold.doors.web.decide.fields import value_field
from commonhold.ground.charter.section import Parameter

#: How many empty rows a form begins with, and how many come more at a time.
FIRST, MORE = 4, 4
_PREFIX = "options"


class WayForm(forms.Form):
    """One way of several: in words, or a value of the parameter that the choice is about."""

    title = forms.CharField(label=_("Title"), min_length=3, max_length=120)
    text = forms.CharField(
        label=_("More about it"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, parameter: Parameter | None, currency: str, **told: Any) -> None:
        super().__init__(*given, **told)
        if parameter is not None:
            self.fields["value"] = value_field(parameter, label=str(parameter.words), currency=currency)
            self.order_fields(["title", "value"])


class ProjectForm(WayForm):
    """A project with its cost."""

    def __init__(self, *given: Any, parameter: Parameter | None, currency: str, **told: Any) -> None:
        super().__init__(*given, parameter=None, currency=currency, **told)
        self.fields["cost"] = forms.CharField(
            label=_("What it costs"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )
        self.order_fields(["title", "cost"])


class Rows(BaseFormSet):  # type: ignore[type-arg]  # the stubs' parameter does not exist when it runs
    """The rows; one that was left empty is passed over, wherever it stands."""

    def initial_form_count(self) -> int:
        return 0

    def filled(self) -> list[tuple[int, dict[str, Any]]]:
        """What the valid rows say, with their numbers."""
        return [(number, each.cleaned_data) for number, each in enumerate(self.forms) if each.has_changed()]

    def refuse(self, number: int, field: str, words: str) -> None:
        """Put a refusal beside a row's field."""
        form = self.forms[number]
        form.add_error(field if field in form.fields else None, words)


def rows(
    row: type[WayForm],
    data: Mapping[str, Any] | None,
    *,
    parameter: Parameter | None = None,
    currency: str,
    wants_more: bool = False,
) -> Rows:
    """Empty rows, what was sent, or (`wants_more`) what was sent with empty rows below, unjudged."""
    typed = _typed(data) if data is not None and wants_more else []
    made = formset_factory(
        row,
        formset=Rows,
        extra=len(typed) + (MORE if typed else FIRST),
        max_num=MOST_OPTIONS - 1,
        absolute_max=MOST_OPTIONS + MORE,
        validate_max=True,
    )
    told = {"parameter": parameter, "currency": currency}
    given = None if wants_more else data
    found = made(given, prefix=_PREFIX, initial=typed or None, form_kwargs=told)
    return cast(Rows, found)  # what the factory was told to make


def _typed(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """What each row that was sent says, the empty ones too."""
    found: dict[int, dict[str, str]] = {}
    for name, value in data.items():
        head, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if head == _PREFIX and number.isdecimal() and len(number) < 4:
            found.setdefault(int(number), {})[field] = str(value)
    return [found[number] for number in sorted(found)][: MOST_OPTIONS - 1]
