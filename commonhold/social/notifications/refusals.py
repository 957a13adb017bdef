"""What this room refuses, in the member's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchKind(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such kind of notification. Nothing was changed; please try again."))


class NoSuchWish(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please choose one of the offered answers. Nothing was changed."))


class NobodyAsked(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nothing from this person waits for you."))
