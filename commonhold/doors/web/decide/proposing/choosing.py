"""Forms of votes in which the count says what is decided, and of what can't wait for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.bring import NewOption
from commonhold.civic.governance.decisions import LONGEST_TERM, setting
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.doors.web.decide.fields import minor_units, value_field, written_value
from commonhold.doors.web.decide.proposing.form import ProposalForm, stored
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.charter.section import Parameter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


class ChoiceForm(ProposalForm):
    """Several ways, in words or as values of one parameter."""

    kind: ClassVar[Kind] = Kind.CHOICE

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, parameter: Parameter | None, **told: Any
    ) -> None:
        self.parameter = parameter
        super().__init__(data, **told)

    def options(self) -> list[NewOption]:
        return [self._option(number, said) for number, said in self.rows.filled()] if self.rows else []

    def _option(self, number: int, said: dict[str, Any]) -> NewOption:
        if self.parameter is None:
            return NewOption(said["title"], said["text"])
        value = in_row(self, number, "value", self.parameter, said["value"])
        return NewOption(said["title"], said["text"], [setting(self.parameter.key, value)])


class ElectionForm(ProposalForm):
    """Seats that members stand for."""

    kind: ClassVar[Kind] = Kind.ELECTION

    def add_what_is_asked(self) -> None:
        self.fields["role"] = forms.ChoiceField(label=_("Mandate"), choices=Role.choices)
        self.fields["seats"] = forms.IntegerField(label=_("Seats"), min_value=1, max_value=50)
        self.fields["months"] = forms.IntegerField(
            label=_("For how many months"),
            help_text=_("0: until it is taken back. With a term, the next election is called by itself."),
            min_value=0,
            max_value=LONGEST_TERM,
        )
        self.fields["is_candidate"] = forms.BooleanField(
            label=_("I stand myself"),
            required=False,
            help_text=_("Nobody can put up anybody else. Others stand until notice is given."),
        )
        self.fields["said"] = forms.CharField(
            label=_("What you say about yourself, if you stand"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.initial.setdefault("seats", 1)
        self.initial.setdefault("months", 24)

    def more_asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "seats", "months")}

    def stands(self) -> str | None:
        return self.cleaned_data["said"] if self.cleaned_data["is_candidate"] else None


class BudgetForm(ProposalForm):
    """A sum, and projects that each cost something."""

    kind: ClassVar[Kind] = Kind.BUDGET

    def add_what_is_asked(self) -> None:
        hint = _("An amount in {currency}, such as 500.00").format(currency=self.currency)
        self.fields["money"] = forms.CharField(
            label=_("What there is to share out"),
            help_text=hint,
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def more_asked(self) -> dict[str, Any]:
        return {"money": self._money()}

    def options(self) -> list[NewOption]:
        return [self._project(number, said) for number, said in self.rows.filled()] if self.rows else []

    def _money(self) -> int:
        return _coins(self.cleaned_data["money"], self.currency, field="money")

    def _project(self, number: int, said: dict[str, Any]) -> NewOption:
        try:
            cost = _coins(said["cost"], self.currency, field="cost")
            if not 1 <= cost <= self._money():
                raise Refusal(
                    _("A project costs something, and no more than there is to share out."), field="cost"
                )
        except Refusal as refusal:
            raise RowRefused(number, refusal) from None
        return NewOption(said["title"], said["text"], cost=cost)


class HowMuchForm(ProposalForm):
    """A number that everybody names; the middle one holds."""

    kind: ClassVar[Kind] = Kind.PARAMETER

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: str, **told: Any) -> None:
        self.parameter = parameters.parameter(key)
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        bounds = charter.current().bounds(self.parameter.key)
        for name, label, bound in (
            ("lowest", _("The lowest that one can name"), bounds.low),
            ("highest", _("The highest"), bounds.high),
        ):
            self.fields[name] = value_field(self.parameter, label=label, currency=self.currency)
            self.initial.setdefault(name, written_value(self.parameter, bound, currency=self.currency))

    def more_asked(self) -> dict[str, Any]:
        ends = {name: self.read(name, self.parameter) for name in ("lowest", "highest")}
        return {"key": self.parameter.key, **ends}


class EmergencyForm(ProposalForm):
    """What the board does at once: one number that an ordinary vote could set."""

    kind: ClassVar[Kind] = Kind.EMERGENCY

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        settable: Sequence[tuple[str, list[tuple[str, str]]]],
        **told: Any,
    ) -> None:
        self.settable = settable
        super().__init__(data, **told)
        self.fields["text"].label = _("Why can't this wait for a vote?")
        self.fields["text"].required = True
        self.fields["text"].help_text = _("Everybody can read it. What you set holds at once.")

    def add_what_is_asked(self) -> None:
        self.fields["parameter"] = forms.ChoiceField(label=_("What you set"), choices=self.settable)
        self.fields["value"] = forms.CharField(label=_("To what"), max_length=2000)

    def add_how_it_is_voted(self) -> None:
        """The charter says all of it: it is put to the members at once."""

    def asked(self) -> Asked:
        return Asked(kind=self.kind)

    def decisions(self) -> list[Decision]:
        parameter = parameters.parameter(self.cleaned_data["parameter"])
        return [setting(parameter.key, self.read("value", parameter))]


class RowRefused(Refusal):
    """A refusal that belongs into one row."""

    def __init__(self, number: int, refusal: Refusal) -> None:
        super().__init__("{reason}", reason=refusal, field=refusal.field)
        self.number = number


def in_row(form: ProposalForm, number: int, name: str, parameter: Parameter, typed: str) -> int | str:
    """A row's value as the charter stores it. Raises RowRefused."""
    try:
        return stored(parameter, typed, field=name, currency=form.currency)
    except Refusal as refusal:
        raise RowRefused(number, refusal) from None


def _coins(typed: str, currency: str, *, field: str) -> int:
    """An amount in the smallest coins. Raises Refusal beside the field."""
    try:
        return minor_units(typed, currency)
    except (ValueError, ArithmeticError):
        raise Refusal(_("“{typed}” can't be read as an amount here."), typed=typed, field=field) from None
