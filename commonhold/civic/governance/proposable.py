"""What a proposal must be, whether it is drafted, changed, or suggested as an amendment of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance import asking
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.members import queries as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal

LONGEST_TITLE, LONGEST_TEXT = 120, 20_000
MOTION = Asked()


def must_be_proposable(
    title: str, text: str, decisions: Sequence[Decision], *, asked: Asked = MOTION
) -> None:
    """Raise Refusal for words too short or too long, for decisions that don't go with what is asked, and for
    those that could not be enacted today."""
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="title")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text may have {n} characters at most."), n=LONGEST_TEXT, field="text")
    asking.must_fit(asked, decisions, charter.current())


def must_be_voter(person_id: int, now: datetime) -> None:
    """Raise Refusal for somebody without a ballot."""
    if not members.may_vote(person_id, at=now):
        raise Refusal(_("Proposals are made by members with a ballot. You can become one under “Join”."))


def must_propose(person_id: int, now: datetime) -> None:
    """Raise Refusal for somebody without a ballot, or in a class of members that does not propose."""
    must_be_voter(person_id, now)
    if not members.may_propose(person_id, at=now):
        raise Refusal(_("Members of your class vote, and others propose. You can ask one of them to."))
