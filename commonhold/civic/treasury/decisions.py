"""What a vote may change about money."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal

_DUES = "treasury.dues_cents"


@dataclass(frozen=True)
class SetDues(Decision):
    """Monthly dues for every paying member, from the first day of the next month."""

    kind = "treasury.set-dues.v1"
    title = gettext_lazy("Set the monthly dues")
    changes = _DUES
    cents: int

    def words(self) -> str:
        currency = charter_queries.current().read(TreasuryCharter).currency
        return _("Set monthly dues to {amount}, from the first day of the next month").format(
            amount=amount_in_words(self.cents, currency)
        )

    def rule_name(self, charter: Charter) -> str:
        return charter.rule_for(_DUES).name

    def check(self, charter: Charter, rule: Rule) -> None:
        bounds, currency = charter.bounds(_DUES), charter.read(TreasuryCharter).currency
        if self.cents not in bounds:
            raise Refusal(
                _("Dues must stay between {low} and {high}."),
                field="cents",
                low=amount_in_words(int(bounds.low), currency),
                high=amount_in_words(int(bounds.high), currency),
            )
        charter_actions.must_allow(charter, _DUES, self.cents, rule=rule)

    def preview(self, charter: Charter) -> Difference:
        here = charter.read(TreasuryCharter)
        before, after = (amount_in_words(cents, here.currency) for cents in (here.dues_cents, self.cents))
        return Difference(_("Monthly dues"), before, after, key=_DUES)

    def enact(self, enactment: Enactment) -> None:
        charter_actions.amend(_DUES, self.cents, because=enactment)
