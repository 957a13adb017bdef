"""What members want to vote on beside a proposal, though its author did not take it over.

The room in which they say so stands above this one; `house/register.py` joins the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commonhold.civic.governance import asking
from commonhold.civic.governance.models import OptionRow, Proposal
from commonhold.civic.governance.questions.asked import Asked, asked_from, kept
from commonhold.civic.governance.vocabulary import Kind, Mode
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from rulebook.tally import plurality


@dataclass(frozen=True)
class Amended:
    """Other words and decisions for a proposal, by a member."""

    by: int
    title: str
    text: str
    decisions: Sequence[Decision]


_Source = Callable[[int, datetime], Sequence[Amended]]
_sources: list[_Source] = []


def offer(source: _Source) -> None:
    """Add a room that knows of amendments: from a proposal's id and the time, those that enough want."""
    _sources.append(source)


def put_to_the_vote(proposal: Proposal, *, now: datetime) -> None:
    """At notice: a yes or no with supported amendments becomes a choice between them and how things are.

    Where `stands_alone` says so it stays the yes or no that it is.
    """
    wanted = [each for source in _sources for each in source(proposal.id, now)]
    if not wanted or stands_alone(proposal, wanted):
        return
    own = Amended(proposal.author_id, proposal.title, "", asking.proposed(proposal))
    for each in (own, *wanted):
        OptionRow.objects.create(
            id=ids.new_id(now),
            proposal=proposal,
            by_id=each.by,
            title=each.title,
            text=each.text,
            decisions=[codec.encode(one) for one in each.decisions],
            at=now,
        )
    proposal.question, proposal.decisions = kept(_among_ways(asked_from(proposal.question))), []
    proposal.save(update_fields=["question", "decisions"])


def stands_alone(proposal: Proposal, beside: Sequence[Amended] = ()) -> bool:
    """Can nothing stand beside it on a ballot, so that an amendment must be its author's to be voted on?

    So it is of what is no yes or no, of what the charter wants asked by consent or by classes, and, where
    ballots are sealed, of what needs more than half of the votes: sums don't show who prefers what to what.
    """
    asked = asked_from(proposal.question)
    if asked.kind is not Kind.MOTION:
        return True
    possible = [*asking.proposed(proposal), *(one for each in beside for one in each.decisions)]
    return not asking.can_be_chosen_among(_among_ways(asked), possible, charter.current())


def _among_ways(asked: Asked) -> Asked:
    """A yes or no, asked as a choice. Sums can't compare each with each: a sealed ballot names one."""
    method = plurality.RULE.version if asked.mode is Mode.SEALED else ""
    return replace(asked, kind=Kind.CHOICE, method=method)
