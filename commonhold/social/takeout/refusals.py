"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchTakeout(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("There is no such archive, or its time is over. Nothing of yours is lost: ask for a new one.")
        )


class TakeoutUnderWay(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Your archive is being made already. You find it here when it is ready."))


class DiskTooFull(Refusal):
    def __init__(self, *, megabytes: int) -> None:
        words = _(
            "There is no room on this server's disk for an archive of about {megabytes} MB just now. Nothing "
            "is lost. Tell whoever looks after this server, and ask again later."
        )
        super().__init__(words, megabytes=megabytes)
