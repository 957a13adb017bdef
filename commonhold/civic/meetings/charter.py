from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class MeetingsCharter(Section):
    """How early meetings are called, and how soon their minutes can be read."""

    section = "meetings"
    title = _("Meetings")

    notice_days: int = parameter(
        14,
        words=_("Days between the notice of a general or annual meeting and the meeting"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        decided_by="special",
        because=_("Time to keep the evening free, to read the agenda, and to talk about it before."),
    )
    board_notice_days: int = parameter(
        3,
        words=_("Days between the notice of a board meeting and the meeting"),
        unit=Unit.DAYS,
        high=30,
        because=_("The board is few, and some things can't wait for weeks."),
    )
    minutes_days: int = parameter(
        30,
        words=_("Days after a meeting in which its minutes are published"),
        unit=Unit.DAYS,
        low=1,
        high=120,
        because=_("While everybody remembers. The chair is reminded when they are due."),
    )
