"""Why something can't begin, or be written, in a co-op that ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import Refusal


class NothingNew(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Our members decided to end this co-op, so nobody joins any more and nothing new begins that "
                "somebody would owe. Nothing was changed. What happens when is on the page “How we end”."
            )
        )


class OnlyReading(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Our co-op has ended: everything can be read and taken along, and nothing is written any "
                "more. Nothing was changed. What you can still do is on the page “How we end”."
            )
        )
