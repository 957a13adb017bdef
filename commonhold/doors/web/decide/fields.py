"""Form fields made from what the charter says of a parameter."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django import forms
from django.utils.translation import gettext as _

from commonhold.ground.charter.section import Parameter, Unit, Value
from commonhold.ground.ledger.amounts import exponent
from commonhold.ground.refusal import Refusal


def value_field(parameter: Parameter, *, label: str, currency: str) -> forms.Field:
    """The field in which a member writes a new value; `read_value` understands what she writes."""
    if parameter.bounds.choices:
        return forms.ChoiceField(label=label, choices=[(each, each) for each in parameter.bounds.choices])
    if parameter.unit is Unit.TEXT:
        long = parameter.bounds.high > 200
        widget = forms.Textarea(attrs={"rows": 6}) if long else forms.TextInput()
        return forms.CharField(label=label, max_length=int(parameter.bounds.high), widget=widget)
    hint = {
        Unit.CENTS: _("An amount in {currency}, such as 4.00").format(currency=currency),
        Unit.SHARE: _("A share, such as 2/3"),
        Unit.DAYS: _("A number of days"),
    }.get(parameter.unit, _("A whole number"))
    attributes = {"inputmode": "text" if parameter.unit is Unit.SHARE else "decimal", "autocomplete": "off"}
    return forms.CharField(
        label=label, help_text=hint, max_length=20, widget=forms.TextInput(attrs=attributes)
    )


def read_value(parameter: Parameter, typed: str, *, currency: str) -> Value:
    """What a member typed, as the charter's typed value. Raises Refusal beside the field."""
    typed = typed.strip()
    if parameter.unit in {Unit.TEXT, Unit.CHOICE}:
        return typed
    try:
        if parameter.unit is Unit.SHARE:
            return _share(typed)
        if parameter.unit is Unit.CENTS:
            return _minor_units(typed, currency)
        return int(typed)
    except (ValueError, InvalidOperation, ZeroDivisionError):
        raise Refusal(_("“{typed}” can't be read as a value here."), typed=typed, field="value") from None


def written_value(parameter: Parameter, value: Value, *, currency: str) -> str:
    """A value as a member would type it."""
    if parameter.unit is Unit.CENTS and isinstance(value, int):
        return str(Decimal(value).scaleb(-exponent(currency)))
    return str(parameter.write(value))


def _share(typed: str) -> Fraction:
    if typed.endswith("%"):
        return Fraction(typed[:-1].strip()) / 100
    return Fraction(typed)


def _minor_units(typed: str, currency: str) -> int:
    amount = Decimal(typed.replace(",", ".")).scaleb(exponent(currency))
    if amount != amount.to_integral_value():
        raise ValueError("a fraction of the smallest coin")
    return int(amount)
