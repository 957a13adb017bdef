"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound


class NoSuchStep(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Your first hour has no such step. Nothing was changed."))
