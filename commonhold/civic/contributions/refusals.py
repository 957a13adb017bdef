"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchSplit(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nothing was shared for that month."))


class NoLineOfYours(NotFound):
    def __init__(self) -> None:
        super().__init__(_("That split says nothing of you, so there is no statement."))


class MembersOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is for members. Nothing was kept."))


class NotAShare(Refusal):
    def __init__(self, field: str) -> None:
        super().__init__(_("A share is written as two whole numbers, such as 1/5."), field=field)


class ReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say why, in at most {n} characters. Members read it.")
        super().__init__(words, field="reason", n=longest)


class OwnWork(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody verifies or confirms work of their own. Somebody else can."))


class NotAmongUs(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Work is verified for members. Nothing was kept."), field="person")


class NoRate(Refusal):
    def __init__(self) -> None:
        words = _("No rate was voted for this kind of work, so it is not paid. Nothing was kept.")
        super().__init__(words, field="kind")


class UnitsNotAllowed(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("Work is between 1 and {n} units. Nothing was kept."), field="units", n=most)


class WordsNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        super().__init__(_("Say what was done, in at most {n} characters."), field="what", n=longest)


class NoSuchWork(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such work."))


class WorkIsAnswered(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This work was confirmed or declined already. Nothing was changed."))


class VerifiedByYou(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You verified it; somebody else confirms it."))
