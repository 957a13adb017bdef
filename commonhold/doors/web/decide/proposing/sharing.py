"""The form with which members decide how a month's surplus is shared: what is left as it is stays so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commonhold.civic.contributions.decisions import SetSharing, rule_in_words
from commonhold.civic.contributions.terms import EQUAL_SHARE, NONE, OWN_SLICE
from commonhold.doors.web.decide.fields import value_field, written_value
from commonhold.doors.web.decide.proposing.form import AskedForm
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.decisions.decision import Decision

SHARING = "contributions.rule"
_REST = ("to_one", "fund_pot_cents", "reserve_share", "reserve_target_cents")


class SharingForm(AskedForm):
    """The rule, and what it needs."""

    def add_what_is_asked(self) -> None:
        choices = [(each, rule_in_words(each).capitalize()) for each in (OWN_SLICE, EQUAL_SHARE, NONE)]
        self.fields["rule"] = forms.ChoiceField(
            label=_("How we share what a month leaves"), choices=choices, widget=forms.RadioSelect
        )
        here = charter.current()
        self.initial.setdefault("rule", str(here.value(SHARING)))
        for name in _REST:
            parameter = parameters.parameter(f"contributions.{name}")
            field = value_field(parameter, label=str(parameter.words), currency=self.currency)
            self.fields[name] = field
            value = here.value(parameter.key)
            self.initial.setdefault(name, written_value(parameter, value, currency=self.currency))

    def decisions(self) -> list[Decision]:
        """Only what differs from the charter is said."""
        said: dict[str, Any] = {}
        here = charter.current()
        for name in _REST:
            parameter = parameters.parameter(f"contributions.{name}")
            value = self.read(name, parameter)
            if value != parameter.write(here.value(parameter.key)):
                said[name] = value
        return [SetSharing(self.cleaned_data["rule"], **said)]
