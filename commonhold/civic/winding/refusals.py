"""Why the co-op can't be ended, or why a step of its end must wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground.charter import dates
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal


class EndsAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our co-op is ending already. Nothing was changed."))


class DoesNotEnd(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our co-op is not ending, so there is nothing to do here. Nothing was changed."))


class TooLateToStop(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Shares are paid and nothing is written here any more, so the end can't be stopped. "
                "Nothing was changed."
            )
        )


class PaidOutAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Shares were given back already, so the end can't be stopped any more. Nothing was "
                "changed. Members who want to go on can found a co-op anew, and bring along what was here."
            )
        )


class NothingToConfirm(Refusal):
    def __init__(self) -> None:
        super().__init__(_("No vote to end our co-op waits for a second one. Nothing was changed."))


class TooSoonToConfirm(Refusal):
    def __init__(self, since: datetime) -> None:
        super().__init__(
            _("The second vote can confirm the first from {when} on. Nothing was changed."),
            when=dates.day(since),
        )


class LiquidatorsNeeded(Refusal):
    def __init__(self, count: int) -> None:
        super().__init__(
            _("Please name at least {n} members who settle debts and shares, each by her @name."),
            n=count,
            field="liquidators",
        )


class NoSuchLiquidator(Refusal):
    def __init__(self, handle: str) -> None:
        super().__init__(
            _("No member is called “{handle}” here. Liquidators are members."),
            handle=handle,
            field="liquidators",
        )


class BeneficiaryNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Our charter gives what is left on. Please name who gets it: somebody who goes on with our "
                "purpose."
            ),
            field="beneficiary",
        )


class NobodyGetsIt(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Our charter shares what is left among members, so please leave this empty."),
            field="beneficiary",
        )


class RemainderForbidden(Refusal):
    def __init__(self, paragraph: str) -> None:
        super().__init__(
            _(
                "The law does not let what is left go to members as our charter says. {paragraph}. Please "
                "change “winding.remainder” first."
            ),
            paragraph=paragraph,
        )


class NowForbidden(Refusal):
    def __init__(self, paragraph: str) -> None:
        super().__init__(
            _(
                "The law that our charter names now does not let what is left go where the vote said. "
                "{paragraph}. Nothing was changed, and nothing was paid. Please decide anew that our co-op "
                "ends, and to whom what is left goes."
            ),
            paragraph=paragraph,
        )


class NobodyToGetIt(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "What is left would go to nobody: nobody is here who could get it, and the vote named nobody "
                "to whom it is given on. Nothing was paid. Please stop the end, and decide it anew with "
                "somebody who gets it."
            )
        )


class NotSettlingYet(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Debts and shares are settled once their stage has begun. Nothing was changed."))


class LawWaits(Refusal):
    def __init__(self, until: datetime, paragraph: str) -> None:
        super().__init__(
            _("{paragraph}: nothing goes to members before {when}. Nothing was paid."),
            paragraph=paragraph,
            when=dates.day(until),
        )


class CreditorsFirst(Refusal):
    def __init__(self, owed: Sequence[str]) -> None:
        super().__init__(
            _(
                "We still owe something, and creditors come before members: {owed}. Nothing was paid. Pay "
                "it, and write down that you did."
            ),
            owed="; ".join(owed),
        )


class OwnedStill(Refusal):
    def __init__(self, owned: Sequence[str]) -> None:
        super().__init__(
            _(
                "We still own more than money in the bank: {owned}. Nothing was paid. Collect it or write "
                "it off, so that there is a sum to share."
            ),
            owned="; ".join(owned),
        )


class Overdrawn(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The bank account is below nothing. Nothing was paid. Where debts can't be paid the law "
                "sends liquidators to a court; please ask somebody who knows."
            )
        )


class OtherCurrencies(Refusal):
    def __init__(self, coins: Sequence[str]) -> None:
        super().__init__(
            _("There is money in {coins} still. Nothing was paid. Please change it, and book that, first."),
            coins=", ".join(coins),
        )


class NothingLeft(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing to settle: no share and no money. Nothing was changed."))


class NoSuchSettlement(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such settlement that waits for a second word. Nothing was paid."))


class AnotherLiquidator(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Another liquidator must confirm what you worked out. Nothing was paid."))


class FiguresChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("The books have changed since this was worked out. Nothing was paid. Please work it out anew.")
        )


class MoreThanTheBankHolds(Refusal):
    def __init__(self, held: int, currency: str) -> None:
        super().__init__(
            _(
                "The bank account holds {held}, so this can't have been paid from it. Nothing was booked. "
                "Please look at the amount, or write down first what was collected."
            ),
            held=amount_in_words(held, currency),
            field="cents",
        )


class NoSuchBooking(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("There is no such note that waits for a second word. Nothing was booked. Please look again.")
        )


class AskedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "A note on this account waits for a second word already. Nothing was changed. Please confirm "
                "it or take it back first."
            )
        )


class AnotherMustConfirm(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Another liquidator must confirm what you wrote down. Nothing was booked."))


class NotInTheBooks(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("The books don't hold as much on this account. Nothing was booked. Please look at the amount."),
            field="cents",
        )


class WordsNeeded(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("Please say what it was, in at most {n} characters."), n=most, field="words")
