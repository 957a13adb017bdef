"""What a vote may change about sharing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.contributions import closing, jobs
from commonhold.civic.contributions.refusals import NotAShare
from commonhold.civic.contributions.terms import EQUAL_SHARE, NONE, OWN_SLICE, Terms, terms_of, written
from commonhold.civic.treasury import accounts, months
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import register as charter_register
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.section import Value
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.ledger.amounts import amount_in_words

_RULE = "contributions.rule"
AS_IT_IS = -1


@dataclass(frozen=True)
class SetSharing(Decision):
    """The rule by which a month's surplus is shared, from the running month on. What is left out stays."""

    kind = "contributions.set-rule.v1"
    title = gettext_lazy("Decide how we share what a month leaves")
    changes = _RULE
    rule: str
    to_one: str = ""  # a share as "n/d"; empty: as it is
    fund_pot_cents: int = AS_IT_IS
    reserve_share: str = ""
    reserve_target_cents: int = AS_IT_IS
    costs: str = ""
    payout: str = ""

    def words(self) -> str:
        return _("Share what a month leaves in this way: {rule}").format(rule=self._said())

    def rule_name(self, charter: Charter) -> str:
        return charter_register.parameter(_RULE).decided_by

    def touches(self) -> tuple[str, ...]:
        return tuple(f"contributions.{name}" for name in ("rule", *self._given()))

    def check(self, charter: Charter, rule: Rule) -> None:
        for name, value in self._values().items():
            charter_actions.must_allow(charter, f"contributions.{name}", value, rule=rule)

    def preview(self, charter: Charter) -> Difference:
        return Difference(
            _("How we share"), in_words(terms_of(charter)), in_words(self.terms(charter)), key=_RULE
        )

    def enact(self, enactment: Enactment) -> None:
        for name, value in self._values().items():
            charter_actions.amend(f"contributions.{name}", value, because=enactment)
        if self.rule != NONE:
            closing.open_month(months.month_of(enactment.at), now=enactment.at)
            jobs.begin_days(now=enactment.at)

    def inverse(self, charter: Charter) -> Decision:
        here = terms_of(charter)
        return SetSharing(
            here.rule,
            written(here.to_one),
            here.fund_pot,
            written(here.reserve_share),
            here.reserve_target,
            here.costs,
            here.payout,
        )

    def terms(self, charter: Charter) -> Terms:
        """What would hold. Raises NotAShare."""
        here, said = terms_of(charter), self._values()
        names = {"fund_pot_cents": "fund_pot", "reserve_target_cents": "reserve_target"}
        return Terms(**{**vars(here), **{names.get(name, name): value for name, value in said.items()}})

    def _values(self) -> dict[str, Value]:
        values: dict[str, Value] = {"rule": self.rule}
        for name, said in self._given().items():
            values[name] = _share(said, name) if name in {"to_one", "reserve_share"} else said
        return values

    def _given(self) -> dict[str, int | str]:
        """What is not left as it is."""
        said: dict[str, int | str] = {**vars(self)}
        del said["rule"]
        return {name: value for name, value in said.items() if value not in ("", AS_IT_IS)}

    def _said(self) -> str:
        return rule_in_words(self.rule)


def rule_in_words(rule: str) -> str:
    return {
        NONE: _("nothing is shared; it stays with the co-op"),
        OWN_SLICE: _(
            "each one's own slice goes to those she thanked, and the rest returns as credit on dues"
        ),
        EQUAL_SHARE: _("the same credit on dues for every member"),
    }.get(rule, rule)


def in_words(terms: Terms) -> str:
    """All of it, as the page sets before and after beside each other."""
    said, coin = [rule_in_words(terms.rule)], accounts.currency()
    if terms.rule == OWN_SLICE:
        said.append(_("at most {share} to one").format(share=written(terms.to_one)))
        said.append(_("the fund's pot {amount}").format(amount=amount_in_words(terms.fund_pot, coin)))
    if terms.shares and terms.reserve_share:
        target = amount_in_words(terms.reserve_target, coin)
        said.append(
            _("{share} to the reserve until it holds {target}").format(
                share=written(terms.reserve_share), target=target
            )
        )
    return "; ".join(said)


def _share(said: int | str, field: str) -> Fraction:
    try:
        return Fraction(str(said))
    except (ValueError, ZeroDivisionError):
        raise NotAShare(field) from None
