"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchImport(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such import, or it is not yours to see."))


class NoSuchInvitation(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("This invitation is not open: it was used, taken back, or its link is cut. Ask the board.")
        )


class CannotBeRead(Refusal):
    """A whole file that is no table of the kind."""

    def __init__(self, why: str) -> None:
        super().__init__(_("The file was not read: {why} Nothing was kept."), why=why, field="file")


class NotAsItStands(Refusal):
    """It has lines that are wrong."""

    def __init__(self, count: int) -> None:
        words = _("{n} lines can't be brought in as they stand; they are listed. Nothing was written.")
        super().__init__(words, n=count)


class NotNow(Refusal):
    """It is not in the state for that."""

    def __init__(self) -> None:
        super().__init__(_("This import has moved on meanwhile. Load the page again; nothing was changed."))


class BalancesThere(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Opening balances stand in the books already. Take those back first. Nothing was written.")
        )


class NothingToBring(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing new in this file, so nothing was written."))


class MovedOn(Refusal):
    """Entries of it were reversed otherwise."""

    def __init__(self) -> None:
        super().__init__(
            _("An entry of this import was reversed in the books already. Take the others back one by one.")
        )
