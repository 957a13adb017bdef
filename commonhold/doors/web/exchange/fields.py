"""Fields that several forms of the exchange have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commonhold.doors.web.events.forms import ClockInput

CLOCKS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def time(label: Any, *, needed: bool = False) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, input_formats=CLOCKS, widget=ClockInput, required=needed)


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give one of its fields these choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
