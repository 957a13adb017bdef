"""Forms of proposals about shares: an offer of new ones, and a loss that they bear."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from commonhold.civic.shares.decisions import OpenOffer, WriteDown
from commonhold.civic.shares.vocabulary import LONGEST_TITLE, LONGEST_WORDS
from commonhold.doors.web.decide.fields import minor_units
from commonhold.doors.web.decide.proposing.form import AskedForm
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


class ShareOfferForm(AskedForm):
    """New shares for something that members want to pay for together."""

    def add_what_is_asked(self) -> None:
        self.fields["name"] = forms.CharField(
            label=_("What is the money for?"),
            min_length=3,
            max_length=LONGEST_TITLE,
            help_text=_("Such as “A bread oven”"),
        )
        self.fields["purpose"] = forms.CharField(
            label=_("Tell those who might pledge"),
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        self.fields["least"] = forms.IntegerField(
            label=_("Shares that must be paid at least"),
            min_value=1,
            help_text=_("Below this everybody gets their money back."),
        )
        self.fields["most"] = forms.IntegerField(
            label=_("The target, in shares"), min_value=1, help_text=_("No more than this is pledged.")
        )
        self.fields["days"] = forms.IntegerField(
            label=_("For how many days"), min_value=1, help_text=_("From the day on which it takes effect.")
        )
        self.initial.setdefault("days", 30)

    def decisions(self) -> list[Decision]:
        said = self.cleaned_data
        return [OpenOffer(said["name"], said["purpose"], said["least"], said["most"], said["days"])]


class WriteDownForm(AskedForm):
    """A loss that shares bear."""

    def add_what_is_asked(self) -> None:
        self.fields["amount"] = forms.CharField(
            label=_("How much of our losses the shares bear"),
            help_text=_("An amount in {currency}, such as 400.00").format(currency=self.currency),
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def decisions(self) -> list[Decision]:
        try:
            return [WriteDown(minor_units(self.cleaned_data["amount"].strip(), self.currency))]
        except (ValueError, ArithmeticError):
            raise Refusal(_("This is not an amount."), field="amount") from None
