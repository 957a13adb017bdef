"""Why nobody is lent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import NotFound, Refusal


class AgreedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This holds already. Nothing was changed."), field="answer")


class MembersOnly(Refusal):
    def __init__(self) -> None:
        words = _("Whom we lend to other co-ops are members. You can volunteer once you are one.")
        super().__init__(words)


class NoSuchSeat(NotFound):
    def __init__(self) -> None:
        super().__init__(_("You are called to no such jury, or it is over. There is nothing left to do."))


class TicketOver(Refusal):
    def __init__(self) -> None:
        words = _(
            "This way in is over, or was never one. Open the jury again from your own co-op's page; what you "
            "voted is kept."
        )
        super().__init__(words)
