"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NothingToLookUp(Refusal):
    def __init__(self) -> None:
        words = _(
            "This is no address on another server. They look like @eve@elsewhere.example, or https://…."
        )
        super().__init__(words, field="q")


class TooManyLookups(Refusal):
    def __init__(self) -> None:
        words = _("We are still looking up what you asked for before. Try again in a minute.")
        super().__init__(words, field="q")


class NoSuchLookup(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nobody asked us to look this up, or the answer is no longer kept. Search again."))
