"""What a vote may make of a closed year's surplus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.accounting import appropriating, standing
from commonhold.civic.accounting.appropriating import Outcome
from commonhold.civic.accounting.refusals import LawAsks, NobodyHoldsShares, NotAShare, WrongOrder
from commonhold.civic.accounting.statement import read
from commonhold.civic.governance.law import law_of
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.ledger.amounts import amount_in_words
from rulebook.split import appropriation as rule
from rulebook.split.appropriation import Creators, Interest, Losses, Patronage, Reserve, Step

_NAMES = ("losses", "reserve", "interest", "patronage", "creators")
_MOST_CENTS = 10**15
_SHARE = re.compile(r"[0-9]{1,9}(/[1-9][0-9]{0,8})?")


@dataclass(frozen=True)
class AppropriateSurplus(Decision):
    """Adopt a closed year's accounts, and give their surplus its uses, step by step in the voted order."""

    kind = "treasury.appropriate-surplus.v1"
    title = gettext_lazy("Say what becomes of a year's surplus")
    asks = MappingProxyType(
        {
            "year": Field(gettext_lazy("Of which year")),
            "order": Field(
                gettext_lazy("In which order"),
                gettext_lazy(
                    "Of losses, reserve, interest, patronage, creators; leave out what you don't want."
                ),
            ),
            "reserve": Field(gettext_lazy("What share goes to the reserve"), gettext_lazy("Such as 1/10")),
            "reserve_until": Field(
                gettext_lazy("How much the reserve holds at most"),
                gettext_lazy("In the smallest coin; 0: without end."),
            ),
            "interest": Field(
                gettext_lazy("Interest on paid-up shares"), gettext_lazy("Such as 1/50; 0: none")
            ),
            "patronage": Field(
                gettext_lazy("What share goes back to members, by what each paid"),
                gettext_lazy("Of what is left then"),
            ),
            "creators": Field(
                gettext_lazy("What share thanks those who made things"), gettext_lazy("Of what is left then")
            ),
        }
    )
    year: int
    order: str = "losses, reserve, patronage"
    reserve: str = "1/10"  # shares, as "n/d": of what is left then
    reserve_until: int = 0  # minor units that the reserve holds at most; 0: without end
    interest: str = "0"  # on paid-up shares
    patronage: str = "0"  # of what is left then
    creators: str = "0"

    def words(self) -> str:
        return _("Adopt the accounts of {year}, and appropriate what they leave: {steps}").format(
            year=self.year, steps=", ".join(self._steps_in_words()) or _("all of it is kept")
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        must_go_on()
        names = self._order()
        if len(set(names)) < len(names) or set(names) - set(_NAMES):
            raise WrongOrder
        for name in ("reserve", "interest", "patronage", "creators"):
            self._share(name)
        if not 0 <= self.reserve_until <= _MOST_CENTS:
            raise NotAShare("reserve_until")
        appropriating.must_be_open(self.year)
        if "interest" in names and self._share("interest") and not appropriating.holds_shares(self.year):
            raise NobodyHoldsShares
        self._must_be_lawful(charter, names)

    def preview(self, charter: Charter) -> Difference:
        """Once a vote has appropriated the year, what that vote gave; while it is not closed, the words."""
        what, found = _("What {year} leaves").format(year=self.year), standing.statement(self.year)
        if found is None:
            return Difference(what, "", self.words())
        coin, done = read(found.body).currency, appropriating.outcome(found)
        if done is None:
            position = appropriating.position_of(found)
            done = Outcome.of(rule.appropriate(list(self._steps(charter)), position), position)
        parts = [f"{_step_words(kind)} {amount_in_words(took, coin)}" for kind, took in done.steps]
        parts.append(_("kept {amount}").format(amount=amount_in_words(done.remainder, coin)))
        if done.losses:
            parts.append(_("losses carried on {amount}").format(amount=amount_in_words(done.losses, coin)))
        return Difference(what, amount_in_words(done.surplus, coin), ", ".join(parts))

    def enact(self, enactment: Enactment) -> None:
        steps = list(self._steps(charter_queries.current()))
        appropriating.appropriate(self.year, steps, because=enactment)

    def precondition(self, charter: Charter) -> str:
        return appropriating.must_be_open(self.year).sha256

    def _share(self, name: str) -> Fraction:
        """Raises NotAShare."""
        written = getattr(self, name).strip() or "0"
        if not _SHARE.fullmatch(written) or not 0 <= Fraction(written) <= 1:
            raise NotAShare(name)
        return Fraction(written)

    def _order(self) -> list[str]:
        return [each.strip() for each in self.order.split(",") if each.strip()]

    def _steps(self, charter: Charter) -> Iterator[Step]:
        law = law_of(charter).capital
        for name in self._order():
            match name:
                case "losses":
                    yield Losses()
                case "reserve":
                    yield Reserve(self._share("reserve"), self.reserve_until or None, law.reserve_floor)
                case "interest":
                    yield Interest(self._share("interest"), law.interest_ceiling)
                case "patronage":
                    yield Patronage(self._share("patronage"))
                case "creators":
                    yield Creators(self._share("creators"))

    def _must_be_lawful(self, charter: Charter, names: list[str]) -> None:
        law = law_of(charter).capital
        if not law.pays_patronage and "patronage" in names and self._share("patronage"):
            says = _("a surplus is not shared out among members")
            raise LawAsks(says, law.patronage_because, field="patronage")
        if law.reserve_floor and ("reserve" not in names or self._share("reserve") < law.reserve_floor):
            says = _("at least {share} of what is left goes to the reserve").format(share=law.reserve_floor)
            raise LawAsks(says, law.reserve_because, field="reserve")
        ceiling = law.interest_ceiling
        if ceiling is not None and "interest" in names and self._share("interest") > ceiling:
            says = _("interest on shares is {share} at most").format(share=ceiling)
            raise LawAsks(says, law.interest_because, field="interest")
        if law.order_because and names != [each for each in law.order if each in names]:
            says = _("the order is {order}").format(order=", ".join(_step_words(each) for each in law.order))
            raise LawAsks(says, law.order_because, field="order")
        if law.order_because and "losses" not in names:
            says = _("losses are made good before anything else is taken")
            raise LawAsks(says, law.order_because, field="order")

    def _steps_in_words(self) -> list[str]:
        shares = {name: getattr(self, name, None) for name in _NAMES}
        return [
            f"{_step_words(name)} {shares[name]}" if shares[name] is not None else _step_words(name)
            for name in self._order()
        ]


def _step_words(name: str) -> str:
    words = {
        "losses": _("losses"),
        "reserve": _("reserve"),
        "interest": _("interest on shares"),
        "patronage": _("patronage dividend"),
        "creators": _("creators’ share"),
    }
    return words.get(name, name)
