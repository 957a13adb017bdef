"""What is typed into a talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.deliberation.actions import amendments, remarks, statements
from commonhold.civic.governance.decisions import Resolve, SetParameter, setting
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.doors.web.decide.fields import read_value, value_field, written_value
from commonhold.ground.charter import register
from commonhold.ground.charter.section import Parameter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


class Refusable(forms.Form):
    """A form beside whose fields a refusal of the room stands."""

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class RemarkForm(Refusable):
    """Something to say; `to` is the remark that is answered."""

    text = forms.CharField(
        label=gettext_lazy("What do you think of it?"),
        max_length=remarks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    to = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StatementForm(Refusable):
    """One short thing."""

    text = forms.CharField(
        label=gettext_lazy("Your statement"),
        help_text=gettext_lazy("One thought in one sentence: everybody agrees or disagrees with it."),
        max_length=statements.LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RefusalForm(Refusable):
    """Why an amendment is not taken over."""

    reason = forms.CharField(
        label=gettext_lazy("Why not? Everybody can read it."),
        max_length=amendments.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AmendmentForm(Refusable):
    """The proposal's words, to be changed, and the values that its decisions set where they are simple."""

    title = forms.CharField(label=gettext_lazy("Title"), min_length=3, max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Why it is proposed"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Change the words where you would change them; the rest stays as it is."),
    )
    because = forms.CharField(
        label=gettext_lazy("Your reason"),
        max_length=amendments.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever wrote the proposal reads it first."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, proposal: ProposalView, currency: str) -> None:
        self.before, self.currency = list(proposal.decisions), currency
        values = {name: written for name, _field, written in self._values()}
        initial = {"title": proposal.title, "text": proposal.text, **values}
        super().__init__(data, initial=initial)
        for name, field, _written in self._values():
            self.fields[name] = field
        self.order_fields([*values, "title", "text", "because"])

    def decisions(self) -> list[Decision]:
        """What the cleaned form would decide; what can't be changed here is as before. Raises Refusal."""
        return [
            self._changed(each, self.cleaned_data.get(f"value{number}"))
            for number, each in enumerate(self.before)
        ]

    def _values(self) -> Sequence[tuple[str, forms.Field, str]]:
        """A name, a field and what it holds now, for each decision with one simple value."""
        found: list[tuple[str, forms.Field, str]] = []
        for number, each in enumerate(self.before):
            parameter = _parameter_of(each)
            if isinstance(each, Resolve):
                widget = forms.Textarea(attrs={"rows": 4, "class": "law"})
                words = forms.CharField(label=_("What we resolve"), max_length=2000, widget=widget)
                found.append((f"value{number}", words, each.text))
            elif parameter is not None:
                label = _("New value: {what}").format(what=parameter.words)
                field = value_field(parameter, label=label, currency=self.currency)
                value = parameter.read(_stored(each))
                found.append(
                    (f"value{number}", field, written_value(parameter, value, currency=self.currency))
                )
        return found

    def _changed(self, before: Decision, typed: str | None) -> Decision:
        parameter = _parameter_of(before)
        if typed is None:
            return before
        if isinstance(before, Resolve):
            return Resolve(typed.replace("\r\n", "\n"))
        if parameter is None:
            return before
        value = read_value(parameter, typed, currency=self.currency)
        return setting(parameter.key, parameter.write(value))


def _parameter_of(decision: Decision) -> Parameter | None:
    """The charter's parameter that a decision sets, when that is all it does."""
    if isinstance(decision, SetParameter):
        return register.parameter(decision.key)
    if decision.changes is not None and len(fields(decision)) == 1:
        return register.parameter(decision.changes)
    return None


def _stored(decision: Decision) -> int | str:
    """The value that it sets, as the charter stores it."""
    if isinstance(decision, SetParameter):
        return decision.value
    value: int | str = getattr(decision, fields(decision)[0].name)
    return value
