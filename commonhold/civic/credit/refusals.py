"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words
from commonhold.ground.refusal import NotFound, Refusal


class NoSuchPayment(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such payment."))


class CreditOff(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Our charter doesn’t have members pay each other in hours now. What is owed stays in the book.")
        )


class MembersAlone(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only members pay in hours. You can become one under “Join”."))


class NoMember(Refusal):
    """The other one is no member who is here."""

    def __init__(self) -> None:
        super().__init__(
            _("This isn’t possible with somebody who is no member, or not here now."), field="to"
        )


class Yourself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose somebody else than yourself."), field="to")


class LimitNotAllowed(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A limit is between nothing and {most}. Nothing was changed.")
        super().__init__(words, field="minutes", most=in_words(most))


class TooManyTrusted(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You trust {most} people already, as many as the book has room for. Take one back first.")
        super().__init__(words, most=most)


class MinutesNotAllowed(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A payment is at least a minute and at most {most}. Nothing was paid.")
        super().__init__(words, field="minutes", most=in_words(most))


class NoWay(Refusal):
    """`most` minutes could be paid; 0: there is no way at all."""

    def __init__(self, most: int) -> None:
        words = (
            _(
                "Trust between you two reaches no further than {most} now. Nothing was paid. Pay less, or "
                "ask somebody on the way to trust further."
            )
            if most
            else _(
                "No way of trust leads from you to this person now. Nothing was paid. Ask somebody who knows "
                "you both to trust you."
            )
        )
        super().__init__(words, field="minutes", most=in_words(most))
        self.most = most


class WayChanged(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("The way that you saw is not there any more. Nothing was paid. Look at the new one first.")
        )


class KeyTaken(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("This was paid already, with another amount or to somebody else. Nothing was paid.")
        )


class KeyUnreadable(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This payment has no key that it could be found by. Open its page and try again."))


class ReversedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This payment was reversed already. Nothing was changed."))


class MayNotReverse(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("A payment is given back by who was paid, or reversed by who decides on a case about it.")
        )


class ReasonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say which case decided it. Nothing was changed."), field="because")


class NothingReversible(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Nothing can go back now: nobody on the way has room within the limits. Nothing was changed.")
        )


class NothingOwed(Refusal):
    def __init__(self, most: int) -> None:
        words = (
            _("You can forgive at most what you are owed: {most}. Nothing was changed.")
            if most
            else _("This person owes you nothing. Nothing was changed.")
        )
        super().__init__(words, field="minutes", most=in_words(most))


class NoCircle(Refusal):
    def __init__(self) -> None:
        super().__init__(_("No debts run in a circle through you now. Nothing was changed."))


class WordsTooLong(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("This has at most {most} characters. Nothing is lost: shorten it."), field="words", most=most
        )
