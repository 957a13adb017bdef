"""What a vote may agree with a peer about jurors."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.lending import agreeing, queries
from commonhold.civic.lending.models import Agreement
from commonhold.civic.lending.refusals import AgreedAlready
from commonhold.civic.peers import queries as peers
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.refusal import Refusal

_NO, _YES, _PAID = "no", "yes", "paid"
_PEER = Field(gettext_lazy("Its number"), hint=gettext_lazy("It stands at the end of its page's address."))


@dataclass(frozen=True)
class LendJurors(Decision):
    """Lend a peer jurors: those of our members who said that they would serve."""

    kind = "lending.lend.v1"
    title = gettext_lazy("Lend jurors to another co-op")
    asks = {
        "peer": _PEER,
        "answer": Field(
            gettext_lazy("Do we lend it jurors?"),
            hint=gettext_lazy("Only members who say so themselves are lent, and only where it has too few."),
            choices={
                _YES: gettext_lazy("Yes, without pay"),
                _PAID: gettext_lazy("Yes, and we pay them as jurors of our own"),
                _NO: gettext_lazy("No, or no more"),
            },
        ),
    }
    peer: str
    answer: str

    def words(self) -> str:
        words = {
            _YES: _("Lend jurors to {name}, without pay"),
            _PAID: _("Lend jurors to {name}, and pay them as jurors of our own"),
        }.get(self.answer, _("Lend no jurors to {name}"))
        return words.format(name=_name(self.peer))

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self.answer not in {_YES, _PAID, _NO}:
            raise Refusal(_("Please choose one of the answers."), field="answer")
        held = queries.agreed_with(_number(self.peer))
        if (held.lends, held.is_paid) == (self.answer != _NO, self.answer == _PAID):
            raise AgreedAlready

    def preview(self, charter: Charter) -> Difference:
        found = _found(self.peer)
        held = queries.agreed_with(found) if found else None
        before = _NO if held is None or not held.lends else _PAID if held.is_paid else _YES
        choices = self.asks["answer"].choices
        after = str(choices.get(self.answer, self.answer))
        return Difference(_name(self.peer), str(choices[before]), after)

    def enact(self, enactment: Enactment) -> None:
        number = _number(self.peer)
        if self.answer == _NO:
            agreeing.stop(number, Agreement.Way.LEND, because=enactment)
            return
        agreeing.agree(number, Agreement.Way.LEND, is_paid=self.answer == _PAID, because=enactment)


@dataclass(frozen=True)
class BorrowJurors(Decision):
    """Ask a peer for jurors where fewer than three of us may judge."""

    kind = "lending.borrow.v1"
    title = gettext_lazy("Ask another co-op for jurors")
    asks = {
        "peer": _PEER,
        "answer": Field(
            gettext_lazy("Do we ask it for jurors?"),
            hint=gettext_lazy(
                "Only where fewer than three of us may judge. They read that one case, and vote as we would."
            ),
            choices={_YES: gettext_lazy("Yes"), _NO: gettext_lazy("No, or no more")},
        ),
    }
    peer: str
    answer: str

    def words(self) -> str:
        if self.answer == _YES:
            return _("Ask {name} for jurors where we have too few").format(name=_name(self.peer))
        return _("Ask {name} for no jurors").format(name=_name(self.peer))

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self.answer not in {_YES, _NO}:
            raise Refusal(_("Please say “yes” or “no”."), field="answer")
        if queries.agreed_with(_number(self.peer)).borrows == (self.answer == _YES):
            raise AgreedAlready

    def preview(self, charter: Charter) -> Difference:
        found = _found(self.peer)
        before = _YES if found and queries.agreed_with(found).borrows else _NO
        choices = self.asks["answer"].choices
        return Difference(_name(self.peer), str(choices[before]), str(choices.get(self.answer, self.answer)))

    def enact(self, enactment: Enactment) -> None:
        number = _number(self.peer)
        if self.answer == _NO:
            agreeing.stop(number, Agreement.Way.BORROW, because=enactment)
            return
        agreeing.agree(number, Agreement.Way.BORROW, because=enactment)


def _found(peer: str) -> int | None:
    return int(peer) if peer.isdecimal() and peers.peer(int(peer)) is not None else None


def _number(peer: str) -> int:
    found = _found(peer)
    if found is None:
        raise NoSuchPeer
    return found


def _name(peer: str) -> str:
    found = peers.peer(int(peer)) if peer.isdecimal() else None
    return found.name if found else peer
