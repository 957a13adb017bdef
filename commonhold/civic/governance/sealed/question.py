"""The question as the rulebook seals it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions import sealable
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.questions.points import MOST_POINTS
from commonhold.civic.governance.questions.question import Question
from commonhold.civic.governance.sealed.charter import OFF, SealedCharter
from commonhold.civic.governance.vocabulary import Mode
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.refusal import Refusal
from rulebook.sealed.question import Question as SealedQuestion

MOST_VOTERS = 10_000


def must_be_allowed(asked: Asked, here: Charter) -> None:
    """Refuse a sealed vote where the charter has not switched them on."""
    if asked.mode is Mode.SEALED and here.read(SealedCharter).allowed == OFF:
        raise Refusal(
            _("Sealed votes are switched off. Members can switch them on by a vote, under “Rules”."),
            field="mode",
        )


def must_hold(voters: int) -> None:
    """Refuse a sealed vote of more members than its count was tried with (docs/running/performance.md)."""
    if voters > MOST_VOTERS:
        raise Refusal(
            _(
                "A sealed vote is for {n} members at most: every trustee's browser checks each ballot, and "
                "beyond that nobody has tried it. Propose it as a confidential vote."
            ),
            n=MOST_VOTERS,
            field="mode",
        )


def put(
    proposal_id: int, title: str, asked: Asked, question: Question, trustees: Sequence[str]
) -> SealedQuestion:
    """What is asked, of whom the count is opened, and the bounds of a ballot. `trustees` by their places."""
    method, least, most = sealable.bounds_of(question, MOST_POINTS)
    return SealedQuestion(
        id=str(proposal_id),
        title=title,
        method=method,
        options=tuple(sealable.options_of(question)),
        least=least,
        most=most,
        highest=MOST_POINTS if method == "score" else 1,
        trustees=tuple(trustees),
        threshold=asked.needed,
    )
