"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import NotFound, Refusal


class NoSuchCharge(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There are no such dues. The list may be older than the books: load it again."))


class NoSuchEntry(NotFound):
    def __init__(self) -> None:
        super().__init__(_("The books have no such entry."))


class DuesSettled(Refusal):
    def __init__(self) -> None:
        super().__init__(_("These dues are settled already. Nothing was booked a second time."))


class NoDuesHere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Dues are for members and people who have applied. You owe nothing."))


class WaiverAsked(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have asked the solidarity fund already. Nothing more is needed from you."))


class NoWaiver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such request any more. It may have been answered or taken back."))


class OwnWaiver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody decides on their own request. Another holder of the mandate can."))


class AmountNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An amount is more than nothing. Nothing was booked."), field="cents")


class TextLength(Refusal):
    def __init__(self, longest: int, *, field: str) -> None:
        words = _("This has between 1 and {longest} characters. Nothing was booked.")
        super().__init__(words, field=field, longest=longest)


class NoSuchLine(Refusal):
    def __init__(self) -> None:
        words = _("This year's budget has no such line. Nothing was booked; a vote can add one.")
        super().__init__(words, field="line")


class LineUsedUp(Refusal):
    def __init__(self, title: str, left: int, currency: str) -> None:
        words = _("“{title}” has {left} left this year. Nothing was booked; a vote can raise the line.")
        super().__init__(words, field="line", title=title, left=amount_in_words(left, currency))


class MembersOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Members hand in bills. Nothing was kept; ask a member to do it for you."))


class NoSuchBill(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such bill."))


class BillIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This bill was paid, declined or taken back already. Nothing was changed."))


class OwnBill(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This bill pays you, so others approve it. Nothing was changed."))


class NotYourBill(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only whoever handed a bill in takes it back."))


class ApprovedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have approved it already; now somebody else answers for it too."))


class ApprovalNeeded(Refusal):
    def __init__(self, more: int) -> None:
        words = _("Before it is paid, {n} more of those with a mandate must approve it. Nothing was booked.")
        super().__init__(words, n=more)


class ReasonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say why, so that whoever handed it in understands."), field="reason")


class NoAccountOfOurs(Refusal):
    def __init__(self) -> None:
        words = _(
            "An account's name begins with assets, liabilities, income or expenses, such as “expenses:tea”. "
            "What is our own, in equity, is divided by votes. Nothing was opened."
        )
        super().__init__(words, field="code")


class AccountTaken(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is such an account already. Nothing was changed."), field="code")


class MembersChoose(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Members choose what they give. First dues are the same for everybody."))


class BelowTheFloor(Refusal):
    def __init__(self, least: int, currency: str) -> None:
        words = _(
            "The least is {least} a month. Nothing was changed. If that is too much, the solidarity fund can "
            "carry your dues, and nobody learns of it."
        )
        super().__init__(words, field="amount", least=amount_in_words(least, currency))


class TooMuch(Refusal):
    def __init__(self) -> None:
        words = _("That is more than dues can be. Nothing was changed. A gift to the fund is welcome.")
        super().__init__(words, field="amount")


class HowOften(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Dues are paid by the month or by the year."), field="months")


class NoSuchFile(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such file beside a bill."))


class FileNotAllowed(Refusal):
    def __init__(self, megabytes: int) -> None:
        words = _(
            "A receipt is a PDF or a picture (JPEG, PNG, WebP) of {n} megabytes at most. It was not kept."
        )
        super().__init__(words, field="file", n=megabytes)


class FilesEnough(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("A bill has {n} files at most. This one was not kept."), field="file", n=most)


class NotACost(Refusal):
    def __init__(self) -> None:
        words = _("Bills are booked on an account for costs. Nothing was kept.")
        super().__init__(words, field="account")


class YearIsOver(Refusal):
    def __init__(self, year: int) -> None:
        words = _("The books of {year} are closed, so its budget pays no more bills. Nothing was booked.")
        super().__init__(words, field="line", year=year)


class NoSuchStandingBill(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such standing bill."))


class StandingBillIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This standing bill has ended. Nothing was changed."))


class MonthsOutOfOrder(Refusal):
    def __init__(self) -> None:
        words = _("A standing bill begins this month or later, and its last month is not before its first.")
        super().__init__(words, field="last_month")
