from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.treasury.actions import bills
from commonhold.doors.web.refused import RefusedForm
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


class BillForm(RefusedForm):
    """What the co-op is asked to pay."""

    what = forms.CharField(label=_("What for? Everybody can read it."), max_length=bills.LONGEST_WHAT)
    amount = AmountField()
    is_own = forms.BooleanField(
        label=_("I have paid it myself"), help_text=_("Then it pays you back."), required=False
    )
    payee = forms.CharField(
        label=_("Paid to whom? Members can read it."),
        help_text=_("Leave it empty if you have paid it yourself."),
        max_length=bills.LONGEST_PAYEE,
        required=False,
    )
    line = forms.ChoiceField(label=_("Budget line"), required=False)
    account = forms.ChoiceField(label=_("What kind of cost?"), required=False)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]],
        accounts: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("line", [("", _("On no line")), *lines])
        self._offer("account", accounts or [("", _("Running costs"))])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class StandingBillForm(RefusedForm):
    """A cost that comes back each month."""

    what = forms.CharField(label=_("What for? Everybody can read it."), max_length=bills.LONGEST_WHAT)
    payee = forms.CharField(label=_("Paid to whom? Members can read it."), max_length=bills.LONGEST_PAYEE)
    amount = AmountField(help_text=_("A month"))
    line = forms.ChoiceField(label=_("Budget line"), required=False)
    account = forms.ChoiceField(label=_("What kind of cost?"))
    last_month = forms.RegexField(
        r"\A([0-9]{4}-[0-9]{2})?\Z",
        label=_("Last month, such as 2030-12"),
        help_text=_("Leave it empty if it comes until somebody ends it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]],
        accounts: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("line", [("", _("On no line")), *lines]), ("account", list(accounts))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class LevelForm(RefusedForm):
    """What a member gives, and how often."""

    amount = AmountField()
    months = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        choices=[(1, _("Each month")), (12, _("Once a year, for twelve months"))],
    )


class DeclineForm(RefusedForm):
    """Why a bill is not paid."""

    reason = forms.CharField(
        label=_("Why not?"), max_length=bills.LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
