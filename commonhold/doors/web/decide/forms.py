"""The form of a proposal: what changes comes from the kind of decision, the rest is the same for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.decisions import (
    AppointMandate,
    EndMandate,
    Resolve,
    SetRange,
    setting,
)
from commonhold.civic.governance.vocabulary import Role
from commonhold.doors.web.decide.fields import read_value, value_field, written_value
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


class ProposalForm(forms.Form):
    """Title, reasons and notice; subclasses add what changes and say it as a decision."""

    title = forms.CharField(
        label=gettext_lazy("Title"), min_length=3, max_length=120, help_text=gettext_lazy("In a few words")
    )
    text = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("What is the matter, and why is this the answer? Markdown works."),
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("Days of notice before the vote opens"), min_value=0, max_value=60
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, currency: str, **told: Any) -> None:
        super().__init__(data, **told)
        self.currency = currency
        self.add_what_changes()
        self.order_fields(["value", "low", "high", "person_id", "role", "resolution", "title", "text"])

    def add_what_changes(self) -> None:
        """Add the fields of this kind of decision."""

    def decision(self) -> Decision:
        """The decision that the cleaned form says. Raises Refusal."""
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or on top."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


class ChangeForm(ProposalForm):
    """One parameter's new value."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: str, **told: Any) -> None:
        self.parameter = register.parameter(key)
        super().__init__(data, **told)

    def add_what_changes(self) -> None:
        label = _("New value: {what}").format(what=self.parameter.words)
        self.fields["value"] = value_field(self.parameter, label=label, currency=self.currency)
        before = charter.current().value(self.parameter.key)
        self.initial.setdefault("value", written_value(self.parameter, before, currency=self.currency))

    def decision(self) -> Decision:
        value = read_value(self.parameter, self.cleaned_data["value"], currency=self.currency)
        return setting(self.parameter.key, self.parameter.write(value))


class RangeForm(ProposalForm):
    """A range inside which a mandate may act alone."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, key: str, **told: Any) -> None:
        self.parameter = register.parameter(key)
        super().__init__(data, **told)

    def add_what_changes(self) -> None:
        self.fields["low"] = value_field(self.parameter, label=_("From"), currency=self.currency)
        self.fields["high"] = value_field(self.parameter, label=_("To"), currency=self.currency)
        self.fields["role"] = forms.ChoiceField(label=_("Who may set it"), choices=Role.choices)

    def decision(self) -> Decision:
        low, high = (
            self.parameter.write(read_value(self.parameter, self.cleaned_data[end], currency=self.currency))
            for end in ("low", "high")
        )
        return SetRange(self.parameter.key, low, high, self.cleaned_data["role"])


class ResolveForm(ProposalForm):
    """A resolution in words."""

    def add_what_changes(self) -> None:
        self.fields["resolution"] = forms.CharField(
            label=_("What we resolve"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4, "class": "law"}),
        )

    def decision(self) -> Decision:
        return Resolve(self.cleaned_data["resolution"].strip())


class MandateForm(ProposalForm):
    """Giving a mandate to a member, or taking it back."""

    kind: type[AppointMandate] | type[EndMandate] = AppointMandate

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, people: Sequence[tuple[int, str]], **told: Any
    ) -> None:
        self.people = people
        super().__init__(data, **told)

    def add_what_changes(self) -> None:
        choices = [(str(person_id), name) for person_id, name in self.people]
        self.fields["person_id"] = forms.ChoiceField(label=_("Who"), choices=choices)
        self.fields["role"] = forms.ChoiceField(label=_("Mandate"), choices=Role.choices)

    def decision(self) -> Decision:
        return self.kind(self.cleaned_data["person_id"], self.cleaned_data["role"])


class EndMandateForm(MandateForm):
    kind = EndMandate
