"""Choosing who gets what of oneself, saying yes or no to purposes, and looking at what is others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.rights.actions.choosing import Choices, choose_privacy
    from commonhold.civic.rights.actions.consenting import say_to_purpose
    from commonhold.civic.rights.actions.looking import (
        jury_key,
        let_program_in,
        look,
        look_as_juror,
        look_as_lent_juror,
    )
    from commonhold.civic.rights.actions.recovering import (
        ask_for_account,
        refuse_account,
        stop_recovery,
        take_account_back,
        vouch_for_account,
        waiting_for,
    )
    from commonhold.civic.rights.actions.signing_in import (
        end_other_sign_ins,
        end_sign_in,
        note_sign_in,
    )
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "Choices",
    "ask_for_account",
    "choose_privacy",
    "end_other_sign_ins",
    "end_sign_in",
    "jury_key",
    "let_program_in",
    "look",
    "look_as_juror",
    "look_as_lent_juror",
    "note_sign_in",
    "refuse_account",
    "say_to_purpose",
    "stop_recovery",
    "take_account_back",
    "vouch_for_account",
    "waiting_for",
]
