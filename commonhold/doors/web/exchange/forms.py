from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.exchange.actions import asking, disputing, opening, telling_how
from commonhold.civic.exchange.actions.asking import Span
from commonhold.civic.exchange.actions.going import Wish
from commonhold.civic.exchange.queries.agreements import AgreementView
from commonhold.civic.exchange.vocabulary import (
    Price,
)
from commonhold.doors.web.exchange.fields import area, choose, time
from commonhold.doors.web.exchange.reading import cents_of, point_of, span_of
from commonhold.doors.web.refused import RefusedForm


class SearchForm(forms.Form):
    """What somebody looks for; every field may be empty."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("", gettext_lazy("Offers and requests")),
            ("offer", gettext_lazy("Offers")),
            ("request", gettext_lazy("Requests")),
        ],
        required=False,
    )
    price = forms.ChoiceField(
        label=gettext_lazy("For"), choices=[("", gettext_lazy("Any price")), *Price.choices], required=False
    )
    at = forms.CharField(
        label=gettext_lazy("Near to"),
        help_text=gettext_lazy("Two numbers of a map, such as 52.52, 13.40"),
        max_length=60,
        required=False,
    )
    km = forms.IntegerField(
        label=gettext_lazy("Within how many kilometres"), min_value=1, max_value=20_000, required=False
    )
    on = time(gettext_lazy("To be had on"))
    near = forms.BooleanField(label=gettext_lazy("From people near in my web of trust"), required=False)
    works = forms.BooleanField(label=gettext_lazy("Works under a licence"), required=False)

    def __init__(self, *args: Any, categories: Sequence[str], is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "category", [("", _("Every category")), *((each, each) for each in categories)])
        if not is_signed_in:
            del self.fields["near"]

    def clean_at(self) -> Any:
        return point_of(self.cleaned_data["at"])


class TimesForm(RefusedForm):
    """When it can be had, on the clock of its place."""

    starts = time(gettext_lazy("From"), needed=True)
    ends = time(gettext_lazy("To"), needed=True)
    weeks = forms.IntegerField(
        label=gettext_lazy("In how many weeks?"),
        help_text=gettext_lazy("1 is once. The hour stays the same when clocks change."),
        min_value=1,
        max_value=opening.MOST_WEEKS,
        initial=1,
    )

    def on_its_clock(self) -> dict[str, Any]:
        """Times without a zone, as that clock shows them."""
        said = self.cleaned_data
        return {
            "starts": said["starts"].replace(tzinfo=None),
            "ends": said["ends"].replace(tzinfo=None),
            "weeks": said["weeks"],
        }


class WorkForm(RefusedForm):
    file = forms.FileField(
        label=gettext_lazy("The work itself"),
        help_text=gettext_lazy("Up to 50 MB. Nobody else gets it before it is settled."),
        max_length=200,
    )


class _SpanForm(RefusedForm):
    """From when to when, on the clock of a place."""

    starts = time(gettext_lazy("From"))
    ends = time(gettext_lazy("To"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        self.span = Span()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        try:
            self.span = span_of(said.get("starts"), said.get("ends"), self._zone)
        except forms.ValidationError as wrong:
            self.add_error("starts", wrong)
        return said


class AskForm(_SpanForm):
    words = forms.CharField(
        label=gettext_lazy("A word to begin with"),
        help_text=gettext_lazy("It goes into a conversation of you two."),
        max_length=asking.LONGEST_WORDS,
        required=False,
        widget=area(3),
    )
    field_order = ("starts", "ends", "words")

    def __init__(self, *args: Any, needs_time: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            self.fields[name].required = needs_time


class ChangeForm(_SpanForm):
    """Other times, or another price for the whole."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for the whole"), min_value=1, max_value=1_000_000, required=False
    )
    money = forms.DecimalField(
        label=gettext_lazy("Money for the whole"), min_value=Decimal(0), max_digits=12, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("Why?"), max_length=asking.LONGEST_REASON, required=False, widget=area(2)
    )

    def __init__(self, *args: Any, agreement: AgreementView, **kwargs: Any) -> None:
        super().__init__(*args, zone=agreement.time_zone, **kwargs)
        self._currency = agreement.price.currency
        keeps = {Price.MONEY: "money", Price.CREDIT: "minutes", Price.HOURS: "minutes"}
        for name in ("minutes", "money"):
            if keeps.get(agreement.price.kind) != name:
                del self.fields[name]

    def wish(self) -> Wish:
        said = self.cleaned_data
        amount = said.get("minutes")
        if said.get("money") is not None:
            amount = cents_of(said["money"], self._currency)
        return Wish(span=self.span, amount=amount, words=said["words"])


class ReasonForm(RefusedForm):
    reason = forms.CharField(
        label=gettext_lazy("Why? The other side reads it."),
        max_length=asking.LONGEST_REASON,
        required=False,
        widget=area(2),
    )


class WordForm(RefusedForm):
    """How it went."""

    text = forms.CharField(
        label=gettext_lazy("How did it go?"),
        help_text=gettext_lazy("Both of you write, and both words are published together."),
        max_length=telling_how.LONGEST_WORD,
        widget=area(4),
    )
    was_as_agreed = forms.BooleanField(label=gettext_lazy("It was as we agreed"), required=False)
    would_again = forms.BooleanField(label=gettext_lazy("I would do it again with them"), required=False)


class AnswerForm(RefusedForm):
    text = forms.CharField(
        label=gettext_lazy("Your answer, once"), max_length=telling_how.LONGEST_ANSWER, widget=area(2)
    )


class DisputeForm(RefusedForm):
    words = forms.CharField(
        label=gettext_lazy("What went wrong, and what would put it right?"),
        help_text=gettext_lazy(
            "A mediator reads it, with this agreement and its story; so does the other side."
        ),
        max_length=disputing.LONGEST_WORDS,
        widget=area(4),
    )


class ProposalForm(RefusedForm):
    words = forms.CharField(
        label=gettext_lazy("How may it end?"), max_length=disputing.LONGEST_WORDS, widget=area(4)
    )
    goes_back = forms.BooleanField(
        label=gettext_lazy("What was paid in mutual credit goes back"), required=False
    )
    forfeits = forms.BooleanField(label=gettext_lazy("The deposit goes to the one who gives"), required=False)


class JuryForm(RefusedForm):
    facts = forms.CharField(
        label=gettext_lazy("What happened, for the jury"),
        help_text=gettext_lazy(
            "It decides whether what was paid goes back, or who has the deposit. Both of them read this."
        ),
        max_length=disputing.LONGEST_WORDS,
        widget=area(4),
    )
    rule = forms.ChoiceField(label=gettext_lazy("Which of our rules it breaks"))

    def __init__(self, *args: Any, rules: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "rule", [(each, each) for each in rules])


def typed_time(at: datetime, zone: Any) -> datetime:
    """A moment as a form shows it, on that clock."""
    return at.astimezone(zone).replace(tzinfo=None)
