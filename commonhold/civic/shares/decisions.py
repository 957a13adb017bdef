"""What a vote may change about shares."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonhold.civic.shares import accounts, offers, taking, writing_down
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import holdings
from commonhold.civic.shares.models import Offer
from commonhold.civic.shares.vocabulary import LONGEST_TITLE, LONGEST_WORDS
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal

_NOMINAL = "shares.nominal_cents"
_LONGEST_OFFER = 366  # days
_MOST_SHARES = 10_000_000


@dataclass(frozen=True)
class SetNominal(Decision):
    """What one share costs. Only while nobody holds any: a share is given back at what it cost."""

    kind = "shares.set-nominal.v1"
    title = gettext_lazy("Set what a share costs")
    changes = _NOMINAL
    cents: int

    def words(self) -> str:
        return _("Let one share cost {amount}").format(
            amount=amount_in_words(self.cents, accounts.currency())
        )

    def rule_name(self, charter: Charter) -> str:
        return charter.rule_for(_NOMINAL).name

    def check(self, charter: Charter, rule: Rule) -> None:
        bounds, coin = charter.bounds(_NOMINAL), accounts.currency()
        if self.cents not in bounds:
            raise Refusal(
                _("A share costs between {low} and {high}."),
                field="cents",
                low=amount_in_words(int(bounds.low), coin),
                high=amount_in_words(int(bounds.high), coin),
            )
        charter_actions.must_allow(charter, _NOMINAL, self.cents, rule=rule)
        if self.cents == charter.read(SharesCharter).nominal_cents:
            return
        if holdings() or Offer.objects.filter(end=None).exists():
            raise Refusal(
                _("Members hold shares at their present value, or an offer is open, so it stays as it is."),
                field="cents",
            )

    def preview(self, charter: Charter) -> Difference:
        before, after = (
            amount_in_words(cents, accounts.currency())
            for cents in (charter.read(SharesCharter).nominal_cents, self.cents)
        )
        return Difference(_("What one share costs"), before, after, key=_NOMINAL)

    def enact(self, enactment: Enactment) -> None:
        charter_actions.amend(_NOMINAL, self.cents, because=enactment)


@dataclass(frozen=True)
class WriteDown(Decision):
    """Shares bear a loss that nothing else covers, each in proportion to what is paid in."""

    kind = "shares.write-down.v1"
    title = gettext_lazy("Write shares down after a loss")
    cents: int

    def words(self) -> str:
        return _("Let our shares bear {amount} of our losses, each in proportion to what is paid in").format(
            amount=amount_in_words(self.cents, accounts.currency())
        )

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        most = writing_down.most()
        if most == 0:
            raise Refusal(_("There is no loss that shares would have to bear."), field="cents")
        if not 0 < self.cents <= most:
            raise Refusal(
                _("Shares can bear between {low} and {high} now: the loss that nothing else covers."),
                field="cents",
                low=amount_in_words(1, accounts.currency()),
                high=amount_in_words(most, accounts.currency()),
            )

    def preview(self, charter: Charter) -> Difference:
        coin, paid = accounts.currency(), sum(each.paid_cents for each in holdings().values())
        after = amount_in_words(paid - self.cents, coin)
        return Difference(_("Paid in on all shares"), amount_in_words(paid, coin), after)

    def enact(self, enactment: Enactment) -> None:
        writing_down.write_down(self.cents, enactment)


@dataclass(frozen=True)
class OpenOffer(Decision):
    """Offer new shares to members for some days: all or nothing. It can't be prolonged."""

    kind = "shares.open-offer.v1"
    title = gettext_lazy("Open a share offer")
    name: str
    text: str  # what the money is for
    least: int  # shares below which everybody gets her money back
    most: int  # the target
    days: int

    def words(self) -> str:
        words = ngettext(
            "Offer up to {most} share for “{name}” for {days} days; below {least} everybody is paid back",
            "Offer up to {most} shares for “{name}” for {days} days; below {least} everybody is paid back",
            self.most,
        )
        return words.format(most=self.most, name=self.name, days=self.days, least=self.least)

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        must_go_on()
        if charter.read(SharesCharter).most_shares == 0:
            taking.rules()
            raise Refusal(_("Our co-op has no shares to offer."))
        if not 3 <= len(self.name.strip()) <= LONGEST_TITLE:
            raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="name")
        if not 1 <= len(self.text.strip()) <= LONGEST_WORDS:
            raise Refusal(
                _("Say what the money is for, in at most {n} characters."), n=LONGEST_WORDS, field="text"
            )
        if not 1 <= self.least <= self.most <= _MOST_SHARES:
            raise Refusal(_("The least is one share or more, and the target is no less."), field="least")
        if not 1 <= self.days <= _LONGEST_OFFER:
            raise Refusal(_("An offer is open for 1 to {n} days."), n=_LONGEST_OFFER, field="days")

    def preview(self, charter: Charter) -> Difference:
        cents = self.most * charter.read(SharesCharter).nominal_cents
        amount = amount_in_words(cents, accounts.currency())
        return Difference(
            _("A share offer"), "—", _("{name}: up to {amount}").format(name=self.name, amount=amount)
        )

    def enact(self, enactment: Enactment) -> None:
        offers.open_offer(
            title=self.name.strip(),
            words=self.text.strip(),
            least=self.least,
            most=self.most,
            days=self.days,
            because=enactment,
        )
