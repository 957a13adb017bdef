"""The end in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.ending.stage import Stage


def of_stage(stage: Stage) -> tuple[str, str]:
    """What the stage is called, and what happens in it."""
    return {
        Stage.ANNOUNCED: (
            _("Announced"),
            _(
                "Nobody joins, no dues are asked for, and nothing new begins that somebody would owe. You "
                "write, read and vote as before. A vote can still stop it."
            ),
        ),
        Stage.LEAVING: (
            _("Taking everything along"),
            _("Everybody takes along what is hers, and whoever has an address elsewhere moves there."),
        ),
        Stage.SETTLING: (
            _("Debts, then shares"),
            _(
                "Creditors are paid first. Then shares go back, each at what was paid in, or all at the "
                "same part of it. It takes until the books are empty."
            ),
        ),
        Stage.READING: (
            _("Only reading"),
            _("Nothing is written any more. Everything can be read, taken along, and moved."),
        ),
        Stage.SEALED: (
            _("Sealed"),
            _(
                "The record is signed for the last time, and other servers hear that we are gone. What was "
                "public stays in the archive."
            ),
        ),
        Stage.STOPPED: (_("Stopped"), _("Members decided to go on.")),
    }[stage]


def of_remainder(remainder: str) -> str:
    """What becomes of what is left when debts and shares are paid."""
    return {
        "given-on": _("What is left then goes to somebody who goes on with our purpose, and to no member."),
        "heads": _("What is left then is shared among members, alike."),
        "shares": _(
            "What is left then is shared among members, in proportion to their shares; where nobody holds "
            "any, alike."
        ),
    }.get(remainder, "")


def of_booking(kind: str) -> str:
    """What became of a debt or a claim."""
    return {
        "paid": _("paid"),
        "collected": _("in the bank"),
        "written-off": _("written off"),
    }.get(kind, kind)
