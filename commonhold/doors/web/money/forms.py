from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.ground.ledger.amounts import exponent


class AmountField(forms.DecimalField):
    """An amount as people write it; `minor_units` gives what the books hold."""

    def __init__(self, **told: object) -> None:
        super().__init__(label=_("Amount"), min_value=Decimal("0.001"), max_digits=12, **told)  # type: ignore[arg-type]  # passed on
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "step": "any"})


def minor_units(amount: Decimal, currency: str) -> int:
    """Whole cents. Raises ValidationError for a fraction of the smallest coin."""
    units = amount.scaleb(exponent(currency))
    if units != units.to_integral_value():
        raise forms.ValidationError(_("The currency has no coin that small."))
    return int(units)


class GiftForm(forms.Form):
    """A gift to the solidarity fund that arrived."""

    amount = AmountField()


class BillForm(forms.Form):
    """A bill that was paid; another board member answers for it too."""

    amount = AmountField()
    what = forms.CharField(label=_("What for? Everybody can read it."), max_length=200)
    payee = forms.CharField(label=_("Paid to whom? Members can read it."), max_length=120)
    approved_by = forms.ChoiceField(label=_("Approved by"))
    line = forms.ChoiceField(label=_("Budget line"), required=False)

    def __init__(
        self, data: object = None, *, board: Sequence[tuple[int, str]], lines: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        self.fields["approved_by"].choices = [(str(each), name) for each, name in board]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["line"].choices = [("", _("On no line")), *lines]  # type: ignore[attr-defined]  # a ChoiceField
