"""A vote on what comes first: candidates go on a ballot, and members put them in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.bring import NewOption, bring_proposal
from commonhold.civic.governance.calling import call_vote
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.vocabulary import Kind
from commonhold.civic.roadmap import periods, queries
from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.roadmap.decisions import MOST, PutFirst
from commonhold.civic.roadmap.refusals import IdeaNotCandidate, TooFewToOrder
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs.register import Kind as Job
from commonhold.ground.jobs.register import Payload
from commonhold.social.people.queries import ANYONE

_ASKED = Asked(kind=Kind.ORDER)
_FEWEST = 2


def ask_what_comes_first(
    by: int, *, title: str, text: str = "", idea_ids: Sequence[int], now: datetime
) -> int:
    """Propose that members put these ideas in order; return the proposal's id.

    Raises TooFewToOrder, IdeaNotCandidate, and what `bring_proposal` refuses.
    """
    wanted = list(dict.fromkeys(idea_ids))
    if not _FEWEST <= len(wanted) <= MOST:
        raise TooFewToOrder(_FEWEST, MOST)
    titles, waiting = queries.titles(wanted), queries.waiting_among(wanted)
    for each in wanted:
        if each not in waiting:
            raise IdeaNotCandidate(titles.get(each, str(each)))
    offered = [_option(each, titles[each]) for each in wanted]
    return bring_proposal(by, title=title, text=text, asked=_ASKED, options=offered, now=now)


def _begin_period(payload: Payload, now: datetime) -> None:
    periods.await_next(now)
    if charter.current().read(RoadmapCharter).voted_on != "every-period":
        return
    candidates = queries.candidates(ANYONE, now=now)
    if len(candidates) < _FEWEST:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _("What comes first?")
        text = _("A new period has begun. These ideas have the most support; put them in the order you want.")
    offered = [_option(each.id, each.title) for each in candidates]
    call_vote(title=title, text=text, asked=_ASKED, offered=offered, now=now)


def _option(idea_id: int, title: str) -> NewOption:
    return NewOption(title, decisions=[PutFirst(str(idea_id))])


KINDS = [Job("roadmap.ask", _begin_period)]
