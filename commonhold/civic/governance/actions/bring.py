"""A proposal as its author brings it: with the options that she has for its ballot, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.actions.options import offer_option, stand
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.questions.asked import Asked
from commonhold.ground.decisions.decision import Decision


@dataclass(frozen=True)
class NewOption:
    """A way or a project that is to stand on the ballot. `cost` is in the smallest coins."""

    title: str
    text: str = ""
    decisions: Sequence[Decision] = ()
    cost: int = 0


@transaction.atomic
def bring_proposal(
    by: int,
    *,
    title: str,
    text: str = "",
    decisions: Sequence[Decision] = (),
    asked: Asked,
    options: Sequence[NewOption] = (),
    stands: str | None = None,
    is_draft: bool = False,
    notice_days: int | None = None,
    now: datetime,
) -> int:
    """Write a proposal, put these options on its ballot and let go of it, all or nothing; return its id.

    `stands`: what its author says of herself where she stands in her own election. A draft stays with her.
    Raises the refusals of each of these steps.
    """
    made = draft_proposal(by, title=title, text=text, decisions=decisions, asked=asked, now=now)
    for each in options:
        offer_option(
            by,
            proposal_id=made,
            title=each.title,
            text=each.text,
            decisions=each.decisions,
            cost=each.cost,
            now=now,
        )
    if stands is not None:
        stand(by, proposal_id=made, text=stands, now=now)
    if not is_draft:
        announce_proposal(by, proposal_id=made, notice_days=notice_days, now=now)
    return made
