"""Forms of proposals that say what is decided: yes or no, by consent, or as a question that binds nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, ClassVar, get_type_hints

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonhold.civic.governance.decisions import (
    LONGEST_TERM,
    AppointMandate,
    EndMandate,
    Resolve,
    SetRange,
    setting,
)
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.doors.web.decide.fields import minor_units, value_field, written_value
from commonhold.doors.web.decide.proposing.form import AskedForm, ProposalForm
from commonhold.doors.web.decide.proposing.links import named
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision, Field
from commonhold.ground.decisions.register import decision as decision_of
from commonhold.ground.refusal import Refusal


class ChangeForm(AskedForm):
    """One parameter's new value."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: str, **told: Any) -> None:
        self.parameter = parameters.parameter(key)
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        label = _("New value: {what}").format(what=self.parameter.words)
        self.fields["value"] = value_field(self.parameter, label=label, currency=self.currency)
        before = charter.current().value(self.parameter.key)
        self.initial.setdefault("value", written_value(self.parameter, before, currency=self.currency))

    def decisions(self) -> list[Decision]:
        return [setting(self.parameter.key, self.read("value", self.parameter))]


class RangeForm(AskedForm):
    """A range inside which a mandate may act alone."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: str, **told: Any) -> None:
        self.parameter = parameters.parameter(key)
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        self.fields["low"] = value_field(self.parameter, label=_("From"), currency=self.currency)
        self.fields["high"] = value_field(self.parameter, label=_("To"), currency=self.currency)
        self.fields["role"] = forms.ChoiceField(label=_("Who may set it"), choices=Role.choices)

    def decisions(self) -> list[Decision]:
        low, high = (self.read(end, self.parameter) for end in ("low", "high"))
        return [SetRange(self.parameter.key, low, high, self.cleaned_data["role"])]


class ResolveForm(AskedForm):
    """A resolution in words."""

    def add_what_is_asked(self) -> None:
        self.fields["resolution"] = forms.CharField(
            label=_("What we resolve"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4, "class": "law"}),
        )

    def decisions(self) -> list[Decision]:
        return [Resolve(self.cleaned_data["resolution"].strip())]


class MandateForm(AskedForm):
    """Giving a mandate to a member."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, people: Sequence[tuple[int, str]], **told: Any
    ) -> None:
        self.people = people
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        choices = [(str(person_id), name) for person_id, name in self.people]
        self.fields["person_id"] = forms.ChoiceField(label=_("Who"), choices=choices)
        self.fields["role"] = forms.ChoiceField(label=_("Mandate"), choices=Role.choices)
        self.fields["months"] = forms.IntegerField(
            label=_("For how many months"),
            help_text=_("0: until it is taken back"),
            min_value=0,
            max_value=LONGEST_TERM,
        )
        self.initial.setdefault("months", 0)

    def decisions(self) -> list[Decision]:
        said = self.cleaned_data
        return [AppointMandate(said["person_id"], said["role"], said["months"])]


class RecallForm(ProposalForm):
    """Taking a mandate back from whoever holds it."""

    kind: ClassVar[Kind] = Kind.RECALL

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, held: Sequence[tuple[str, str]], **told: Any
    ) -> None:
        self.held = held
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        nobody = "" if self.held else _("Nobody holds a mandate now, so there is nothing to take back.")
        self.fields["mandate"] = forms.ChoiceField(
            label=_("Which mandate"), choices=self.held, help_text=nobody
        )

    def decisions(self) -> list[Decision]:
        person_id, _colon, role = self.cleaned_data["mandate"].partition(":")
        return [EndMandate(person_id, role)]


class BudgetLineForm(AskedForm):
    """What may be spent for a purpose in a year."""

    def add_what_is_asked(self) -> None:
        self.fields["line"] = forms.CharField(
            label=_("What for"), min_length=3, max_length=80, help_text=_("Such as “Tools and repairs”")
        )
        self.fields["year"] = forms.IntegerField(label=_("In which year"))
        self.fields["amount"] = forms.CharField(
            label=_("How much in the whole year"),
            help_text=_("An amount in {currency}, such as 400.00").format(currency=self.currency),
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self.fields["code"] = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())

    def decisions(self) -> list[Decision]:
        said = self.cleaned_data
        try:
            cents = minor_units(said["amount"].strip(), self.currency)
        except (ValueError, ArithmeticError):
            raise Refusal(_("This is not an amount."), field="amount") from None
        return [SetBudgetLine(said["year"], said["code"] or _code_of(said["line"]), said["line"], cents)]


def _code_of(name: str) -> str:
    """A short name for the books; where the letters give none, one made of the whole name's hash."""
    return slugify(name)[:40].strip("-_") or f"line-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


class AnyForm(AskedForm):
    """A decision that some room offers, asked for field by field in the room's own words."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, decision: str, **told: Any) -> None:
        self.offered = decision_of(decision)
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        types = get_type_hints(self.offered)
        for each in fields(self.offered):
            field = forms.IntegerField if types[each.name] is int else forms.CharField
            plain = Field(each.name.replace("_", " ").capitalize())
            words = self.offered.asks.get(each.name, plain)
            said: dict[str, Any] = {"choices": list(words.choices.items())} if words.choices else {}
            made = forms.ChoiceField if words.choices else field
            self.fields[named(each.name)] = made(
                label=str(words.label), help_text=str(words.hint), required=each.default is MISSING, **said
            )
            if each.default is not MISSING:
                self.initial.setdefault(named(each.name), each.default)

    def decisions(self) -> list[Decision]:
        said = {each.name: self.cleaned_data[named(each.name)] for each in fields(self.offered)}
        given = {name: value for name, value in said.items() if value is not None}
        return [codec.decode({"kind": self.offered.kind, **given})]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that the room means."""
        name = named(refusal.field) if refusal.field else ""
        if name in self.fields:
            self.add_error(name, str(refusal))
        else:
            super().refuse(refusal)
