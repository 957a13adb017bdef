"""Votes that nobody proposes, since the charter asks for them: the co-op itself puts them to its members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.civic.governance import asking, notice
from commonhold.civic.governance.actions import propose
from commonhold.civic.governance.actions.bring import NewOption
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.members.coop_account import open_coop_account


def call_vote(
    *, title: str, text: str, asked: Asked, offered: Sequence[NewOption] = (), now: datetime
) -> int:
    """Put it to the members in the co-op's own name, without sponsors; return the proposal's id.

    It is part of the caller's transaction. Raises Refusal where nothing could be voted on.
    """
    by = open_coop_account(now=now)
    proposal = propose.write(by, title=title, text=text, decisions=(), asked=asked, now=now)
    for each in offered:
        asking.put_on(
            proposal,
            by,
            title=each.title,
            text=each.text,
            decisions=each.decisions,
            cost=each.cost,
            now=now,
        )
    notice.begin_talk(proposal, now=now)
    return proposal.id
