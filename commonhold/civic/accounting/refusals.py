"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchPeriod(NotFound):
    def __init__(self) -> None:
        super().__init__(_("The books have no such month or year."))


class NoSuchClosing(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nobody has asked for that. The page may be old: load it again."))


class NotOver(Refusal):
    def __init__(self, period: str) -> None:
        super().__init__(_("{period} is not over yet. Nothing was changed."), period=period)


class ClosedAlready(Refusal):
    def __init__(self, period: str) -> None:
        super().__init__(_("{period} is closed already. Nothing was changed."), period=period)


class AskedAlready(Refusal):
    def __init__(self, period: str) -> None:
        super().__init__(
            _("To close {period} was asked already. Now another person confirms it."), period=period
        )


class AnotherFirst(Refusal):
    def __init__(self, period: str) -> None:
        words = _("Periods are closed in their order, and {period} comes first. Nothing was changed.")
        super().__init__(words, period=period)


class ClosingIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This was confirmed or taken back already. Nothing was changed."))


class AnotherPersonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Two people close the books: somebody else confirms what you asked for."))


class NotClosed(Refusal):
    def __init__(self, year: int) -> None:
        super().__init__(
            _("The books of {year} are not closed. Nothing was changed."), year=year, field="year"
        )


class NotTheLastYear(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only the year that was closed last can be opened again. Nothing was changed."))


class AppropriatedAlready(Refusal):
    def __init__(self, year: int) -> None:
        words = _("A vote has given the surplus of {year} its uses already. Nothing was changed.")
        super().__init__(words, year=year, field="year")


class ReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        super().__init__(_("Say why, in {n} characters at most."), n=longest, field="reason")


class NoteLength(Refusal):
    def __init__(self, longest: int) -> None:
        super().__init__(_("A note has between 1 and {n} characters."), n=longest, field="text")


class NoSuchReport(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("There is no report for everybody on that year. It is public once the members adopted it.")
        )


class WrongOrder(Refusal):
    def __init__(self) -> None:
        words = _(
            "The order names each of these once, or leaves it out, with commas between them: losses, "
            "reserve, interest, patronage, creators."
        )
        super().__init__(words, field="order")


class NotAShare(Refusal):
    def __init__(self, field: str) -> None:
        super().__init__(_("A share lies between nothing and all of it, such as 1/4."), field=field)


class NobodyHoldsShares(Refusal):
    def __init__(self) -> None:
        words = _("Nobody held shares at the end of that year, so none bears interest. Leave that step out.")
        super().__init__(words, field="interest")


class LawAsks(Refusal):
    """`says` in our words, with the paragraph."""

    def __init__(self, says: str, because: str, *, field: str) -> None:
        words = _("The law that our charter names does not allow it: {says} ({because}).")
        super().__init__(words, says=says, because=because, field=field)
