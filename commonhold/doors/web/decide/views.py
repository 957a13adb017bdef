"""Reading proposals."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.proposals import ProposalLine, ProposalView
from commonhold.civic.governance.vocabulary import State
from commonhold.doors.web.decide.forms import BallotForm
from commonhold.doors.web.decide.story import ENDED, steps_of
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.charter.words import share_in_words
from commonhold.ground.record import queries as record
from commonhold.social.people import queries as people

_TALK = {State.DRAFT, State.TALK, State.NOTICE}
_VOTE = {State.VOTING}
_TABS = {"vote": _VOTE, "talk": _TALK, "decided": set(State) - _TALK - _VOTE}


@require_safe
def proposals_page(request: HttpRequest) -> HttpResponse:
    """Proposals: to vote on, in notice, decided."""
    viewer = owner_of(request)
    lines = proposals.proposals(viewer)
    chosen = request.GET.get("in", "vote")
    chosen = chosen if chosen in _TABS else "vote"
    names = {"vote": _("To vote on"), "talk": _("Announced"), "decided": _("Decided")}
    page = {
        "tabs": [
            {
                "label": names[tab],
                "url": "/decide" if tab == "vote" else f"/decide?in={tab}",
                "current": tab == chosen,
                "count": _count(lines, tab),
            }
            for tab in _TABS
        ],
        "chosen": chosen,
        "lines": [each for each in lines if each.state in _TABS[chosen]],
        "authors": people.lines(viewer, [each.author_id for each in lines]),
    }
    return render(request, "decide/proposals.html", page)


@require_safe
def proposal_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return show_proposal(request, proposal_id)


def show_proposal(
    request: HttpRequest, proposal_id: int, *, form: BallotForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The proposal's page, also with a ballot form that needs another look."""
    viewer = owner_of(request)
    proposal = proposals.proposal(viewer, proposal_id)
    counted = counts.count(proposal_id)
    reasons = counts.reasons(proposal_id)
    voted = counts.who_voted(proposal_id) if counted else []
    names = people.lines(viewer, [proposal.author_id, *voted, *(each.person_id for each in reasons)])
    page: dict[str, Any] = {
        "proposal": proposal,
        "author": names.get(proposal.author_id),
        "why": to_html(proposal.text),
        "steps": steps_of(proposal),
        "ended": ENDED,
        "form": form or BallotForm(),
        "choices": _choices(),
        "sheet": counted,
        "parts": _parts(counted),
        "voted": [names[each] for each in voted if each in names],
        "threshold": share_in_words(proposal.threshold),
        "quorum": share_in_words(proposal.quorum),
        "quorum_people": _people_for(proposal),
        "recount": _recount(proposal),
        "reasons_for": _reasons(reasons, names, "for"),
        "reasons_against": _reasons(reasons, names, "against"),
        "reasons_other": _reasons(reasons, names, "neither"),
        "leaves": record.leaves(about=f"proposal:{proposal_id}"),
        "may_withdraw": proposal.is_mine and proposal.state in _TALK | _VOTE,
        **more,
    }
    return render(request, "decide/proposal.html", page, status=status)


def _count(lines: list[ProposalLine], tab: str) -> int:
    return sum(each.state in _TABS[tab] for each in lines)


def _people_for(proposal: ProposalView) -> int | None:
    """How many of the roll the quorum asks for, rounded up."""
    return math.ceil(proposal.quorum * proposal.poll.roll_size) if proposal.poll else None


def _recount(proposal: ProposalView) -> str:
    """The command that counts the published ballots again."""
    if proposal.poll is None:
        return ""
    terms = f"--roll {proposal.poll.roll_size} --quorum {proposal.quorum} --threshold {proposal.threshold}"
    return f"commonhold tally ballots.blt --method majority {terms}"


def _choices() -> list[dict[str, str]]:
    return [
        {"value": "yes", "words": _("Yes"), "more": _("Make this change.")},
        {"value": "no", "words": _("No"), "more": _("Leave things as they are.")},
        {"value": "abstain", "words": _("I abstain"), "more": _("Counts as taking part, for neither side.")},
    ]


def _parts(counted: counts.Count | None) -> list[Part]:
    if counted is None:
        return []
    numbers = ((_("Yes"), counted.yes), (_("No"), counted.no), (_("Abstained"), counted.abstain))
    return [Part(label, number, str(number)) for label, number in numbers]


def _reasons(
    reasons: list[counts.ReasonView], names: dict[int, people.PersonLine], side: str
) -> list[dict[str, Any]]:
    return [
        {
            "text": each.text,
            "at": each.at,
            "handle": names[each.person_id].handle,
            "name": names[each.person_id].name,
        }
        for each in reasons
        if each.side == side and each.person_id in names
    ]
