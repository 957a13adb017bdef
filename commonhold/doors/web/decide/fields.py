"""Form fields made from what the charter says of a parameter."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from django import forms
from django.utils.translation import gettext as _

from commonhold.ground.charter.section import Parameter, Unit, Value
from commonhold.ground.ledger.amounts import as_typed, exponent
from commonhold.ground.refusal import Refusal

_SHARE = re.compile(r"-?[0-9./]{1,20} ?%?")
_TOO_MUCH = 10**15


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
            return minor_units(typed, currency)
        return int(typed)
    except (ValueError, ArithmeticError):
        raise Refusal(_("“{typed}” can't be read as a value here."), typed=typed, field="value") from None


def written_value(parameter: Parameter, value: Value, *, currency: str) -> str:
    """A value as a member would type it."""
    if parameter.unit is Unit.CENTS and isinstance(value, int):
        return as_typed(value, currency)
    return str(parameter.write(value))


def minor_units(typed: str, currency: str) -> int:
    """An amount as people write it, in the smallest coins. Raises ValueError or ArithmeticError."""
    amount = Decimal(typed.strip().replace(",", ".")).scaleb(exponent(currency))
    if amount != amount.to_integral_value() or abs(amount) >= _TOO_MUCH:
        raise ValueError("a fraction of the smallest coin, or more than there is")
    return int(amount)


def _share(typed: str) -> Fraction:
    if not _SHARE.fullmatch(typed):  # an exponent would be worked out however long it takes
        raise ValueError("no share")
    if typed.endswith("%"):
        return Fraction(typed[:-1].strip()) / 100
    return Fraction(typed)
