"""What this room says no to, in people's words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.charter import dates
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import NotFound, Refusal


class NotSoManyShares(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There are not so many shares. Nothing was written into the register."))


class NoSharesHere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our co-op has no shares. A vote on the charter can change that."))


class MembersOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only members hold shares. Nothing was written; you can apply to become one."))


class NumberOfShares(Refusal):
    def __init__(self, least: int, most: int) -> None:
        words = _("A member holds between {least} and {most} shares. Nothing was written.")
        super().__init__(words, field="shares", least=least, most=most)


class AboveTheLawsMost(Refusal):
    def __init__(self, cents: int, currency: str, paragraph: str) -> None:
        words = _(
            "The law lets one member hold {amount} in shares at most ({paragraph}). Nothing was written."
        )
        amount = amount_in_words(cents, currency)
        super().__init__(words, field="shares", amount=amount, paragraph=paragraph)


class NoSuchClassOfShares(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our charter knows no such class of shares. Nothing was written."), field="to")


class NoSuchSubscription(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such subscription."))


class SubscriptionIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This subscription was paid or called off already. Nothing was changed."))


class NotPaidYet(Refusal):
    def __init__(self) -> None:
        words = _("Not all of these shares are paid. Pay what is owed first, or call the subscription off.")
        super().__init__(words, field="shares")


class InNotice(Refusal):
    def __init__(self, free: int) -> None:
        words = ngettext(
            "Of these, {n} share is not under notice already. Nothing was written.",
            "Of these, {n} shares are not under notice already. Nothing was written.",
            free,
        )
        super().__init__(words, field="shares", n=free)


class LeastStays(Refusal):
    def __init__(self, least: int) -> None:
        words = ngettext(
            "A member keeps at least {n} share. To get all of them back, leave the co-op.",
            "A member keeps at least {n} shares. To get all of them back, leave the co-op.",
            least,
        )
        super().__init__(words, field="shares", n=least)


class NoSuchNotice(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such notice."))


class NoticeIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("These shares were withdrawn, or the notice was taken back. Nothing was changed."))


class LeavingStays(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Whoever has left gets all shares back; this notice can't be taken back."))


class ReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say why, in at most {longest} characters, for everybody to read.")
        super().__init__(words, field="reason", longest=longest)


class EndNeeded(Refusal):
    def __init__(self, days: int) -> None:
        words = _("A suspension ends on a day that you name, within {n} days. It can be decided on again.")
        super().__init__(words, field="until", n=days)


class SuspendedAlready(Refusal):
    def __init__(self, until: datetime) -> None:
        words = _("Withdrawals are suspended already, until {day}. End that one first.")
        super().__init__(words, day=dates.day(until))


class NotSuspended(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Withdrawals are not suspended. Nothing was changed."))


class TransfersNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Our charter lets nobody give shares to another member. Nothing was written."))


class NoSuchTransfer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such transfer of shares."))


class TransferIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This transfer is done, declined or taken back already. Nothing was changed."))


class ToAnotherMember(Refusal):
    def __init__(self) -> None:
        words = _("Shares go to another member, and to nobody else. Nothing was written.")
        super().__init__(words, field="to")


class NotForYou(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is for somebody else to answer. Nothing was changed."))


class OwnTransfer(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Nobody consents to what they give or get themselves. Another mandate's holder can.")
        )


class NoSuchOffer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such offer of shares."))


class OfferIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This offer is closed. Nothing was pledged."))


class OfferIsFull(Refusal):
    def __init__(self, left: int) -> None:
        words = ngettext(
            "The offer has {n} share left. Nothing was pledged.",
            "The offer has {n} shares left. Nothing was pledged.",
            left,
        )
        super().__init__(words, field="shares", n=left)


class PledgedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have pledged already. Take that pledge back before you make another one."))


class NoSuchPledge(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such pledge."))


class PledgeIsPaid(Refusal):
    def __init__(self) -> None:
        words = _(
            "This pledge is paid or over. Its money waits for the offer's end and can't be taken back now."
        )
        super().__init__(words)


class NoReading(Refusal):
    def __init__(self) -> None:
        words = _("The board, the treasurer and auditors read this list. Your own line is yours.")
        super().__init__(words)
