"""What a vote may change about money."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.treasury import budget
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal

_DUES = "treasury.dues_cents"
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_MOST_CENTS = 100_000_000_000


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


@dataclass(frozen=True)
class SetBudgetLine(Decision):
    """What may be spent for a purpose in a year. It applies to whatever was set before; 0 ends a line."""

    kind = "treasury.set-budget-line.v1"
    title = gettext_lazy("Set a budget line")
    year: int
    code: str  # what the line is called in the books: `tools`
    name: str
    cents: int

    def words(self) -> str:
        return _("Spend up to {amount} on “{name}” in {year}").format(
            amount=amount_in_words(self.cents, currency()), name=self.name, year=self.year
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise Refusal(_("A budget is for one year, such as 2030."), field="year")
        if not budget.is_code(self.code):
            words = _("A line's short name has small letters, digits and hyphens, such as “tools”.")
            raise Refusal(words, field="code")
        if not 3 <= len(self.name.strip()) <= budget.LONGEST_TITLE:
            raise Refusal(
                _("A title has between 3 and {n} characters."), n=budget.LONGEST_TITLE, field="name"
            )
        if not 0 <= self.cents <= _MOST_CENTS:
            raise Refusal(_("A line has nothing or more, and no more than a billion."), field="cents")

    def preview(self, charter: Charter) -> Difference:
        before, coin = budget.line(self.year, self.code), currency()
        was = amount_in_words(before.cents, before.currency) if before else _("no such line")
        what = _("{name} in {year}").format(name=self.name, year=self.year)
        return Difference(what, was, amount_in_words(self.cents, coin))

    def enact(self, enactment: Enactment) -> None:
        budget.set_line(
            year=self.year, code=self.code, title=self.name.strip(), cents=self.cents, because=enactment
        )

    def inverse(self, charter: Charter) -> Decision:
        before = budget.line(self.year, self.code)
        name, cents = (before.title, before.cents) if before else (self.name, 0)
        return SetBudgetLine(self.year, self.code, name, cents)
