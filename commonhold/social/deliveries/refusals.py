from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import NotFound, Refusal


class NotYoursToHurry(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Only people whom members gave a mandate can hurry this. It is tried again by itself.")
        )


class NobodyWaits(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nothing waits for this server any more."))


class NotYoursToSee(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This page is for people whom members gave a mandate."))
