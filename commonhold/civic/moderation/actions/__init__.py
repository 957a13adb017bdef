"""What people do about what breaks our rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.moderation.actions.against_law import (
        block_unlawful,
        dismiss_unlawful,
        report_unlawful,
    )
    from commonhold.civic.moderation.actions.appealing import appeal, reveal_number, review
    from commonhold.civic.moderation.actions.asking_again import ask_again
    from commonhold.civic.moderation.actions.freeing import free_at_console, free_newcomer
    from commonhold.civic.moderation.actions.judging import (
        Reasons,
        ask_jury,
        dismiss_case,
        lift_measure,
        open_case,
        take_measure,
    )
    from commonhold.civic.moderation.actions.reporting import LONGEST, answer_report, report, report_person
    from commonhold.civic.moderation.actions.reporting_duties import note_danger, note_duty
    from commonhold.civic.moderation.actions.sitting import (
        decline_lent_seat,
        decline_seat,
        give_lent_verdict,
        give_verdict,
        take_lent_seat,
        take_seat,
    )
    from commonhold.civic.moderation.actions.standing_aside import stand_aside
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "LONGEST",
    "Reasons",
    "answer_report",
    "appeal",
    "ask_again",
    "ask_jury",
    "block_unlawful",
    "decline_lent_seat",
    "decline_seat",
    "dismiss_case",
    "dismiss_unlawful",
    "free_at_console",
    "free_newcomer",
    "give_lent_verdict",
    "give_verdict",
    "lift_measure",
    "note_danger",
    "note_duty",
    "open_case",
    "report",
    "report_person",
    "report_unlawful",
    "reveal_number",
    "review",
    "stand_aside",
    "take_lent_seat",
    "take_measure",
    "take_seat",
]
