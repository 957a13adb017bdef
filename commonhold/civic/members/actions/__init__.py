"""How somebody comes to own a part of this: applying, vouching, joining, and leaving again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.members.actions.applying import LONGEST_STATEMENT, apply, withdraw_application
    from commonhold.civic.members.actions.hearings import LONGEST_ANSWER, answer_hearing
    from commonhold.civic.members.actions.joining import admit, enrol
    from commonhold.civic.members.actions.leaving import give_notice, leave, take_notice_back
    from commonhold.civic.members.actions.moving import move_myself
    from commonhold.civic.members.actions.panel import LONGEST_APPEAL, appeal
    from commonhold.civic.members.actions.vouching import LONGEST_WORDS, take_vouch_back, vouch
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_APPEAL",
    "LONGEST_STATEMENT",
    "LONGEST_WORDS",
    "admit",
    "answer_hearing",
    "appeal",
    "apply",
    "enrol",
    "give_notice",
    "leave",
    "move_myself",
    "take_notice_back",
    "take_vouch_back",
    "vouch",
    "withdraw_application",
]
