"""Why somebody can't hold something, or hold it no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import Refusal


class NoSuchMember(Refusal):
    def __init__(self) -> None:
        words = _("No member is called so here. Only a member can hold what the co-op hangs on.")
        super().__init__(words, field="handle")


class HoldsAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This member holds it already. Nothing was changed."), field="handle")


class HoldsNothing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This member does not hold it. Nothing was changed."), field="handle")


class NoSuchTask(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please choose what she is to hold."), field="task")
