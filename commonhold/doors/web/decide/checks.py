"""What anybody needs to count again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.governance.by_class import FrozenClasses
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.questions.yes_no import CHOICES, ByClass
from commonhold.civic.governance.vocabulary import Mode
from commonhold.doors.web.decide.papers import said_again
from commonhold.doors.web.decide.views import show_proposal
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from rulebook.tally import ballot_json


@require_safe
def ballots_file(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """All published ballots of a yes or no as BLT: `commonhold tally FILE --method majority` counts again."""
    proposal = proposals.proposal(owner_of(request), proposal_id)
    cast = Counter(each.choice for each in _published(request, proposal_id))
    lines = ["3 1"]
    lines += [f"{cast[name]} {number} 0" for number, name in enumerate(CHOICES, 1) if cast[name]]
    title = proposal.title.replace('"', "'")
    lines += ["0", '"Yes"', '"No"', '"Abstain"', f'"{title}"', ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def ballots_json(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """All published ballots of any kind of vote, as the rulebook's own JSON."""
    proposal = proposals.proposal(owner_of(request), proposal_id)
    cast = Counter(each.choice for each in _published(request, proposal_id))
    question = proposal.question
    if isinstance(question, ByClass):
        question = replace(question, bases=counts.bases(proposal_id))
    written = ballot_json.write(question.ballots(cast))
    return HttpResponse(written, content_type="application/json")


@require_safe
def count_file(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The frozen terms, every ballot with its commitment, and the result: all that a recount needs."""
    proposal = proposals.proposal(owner_of(request), proposal_id)
    counted = counts.count(proposal_id)
    if proposal.poll is None or counted is None:
        bundle: dict[str, object] = {"proposal": str(proposal_id), "state": proposal.state}
    else:
        bundle = {
            "proposal": str(proposal_id),
            "state": proposal.state,
            "kind": proposal.asked.kind,
            "method": proposal.poll.method,
            "mode": proposal.poll.mode,
            "unranked": proposal.question.unranked,
            "threshold": str(proposal.threshold),
            "quorum": str(proposal.quorum),
            "roll": proposal.poll.roll_size,
            "base": counted.base,
            "roll_root": proposal.poll.roll_root,
            "decisions_sha256": proposal.poll.decisions_sha256,
            "lot_commitment": proposal.poll.lot_commitment,
            "lot_secret": counted.lot_secret,
            **_ballots_of(request, proposal),
            "ballots_root": counted.ballots_root,
            "counts": {"yes": counted.yes, "no": counted.no, "abstain": counted.abstain},
            "sheet": counted.sheet,
            "outcome": counted.outcome,
        }
        if proposal.poll.classes is not None:
            bundle["by_class"] = _by_class(proposal.poll.classes, counts.bases(proposal_id))
    return HttpResponse(json.dumps(bundle, indent=1), content_type="application/json")


def _ballots_of(request: HttpRequest, proposal: proposals.ProposalView) -> dict[str, object]:
    """The ballots; of a sealed vote, where its files are."""
    if proposal.asked.mode is Mode.SEALED:
        return {"bundle": f"/decide/{proposal.id}/bundle.zip"}
    return {"ballots": [[each.choice, each.commitment] for each in _published(request, proposal.id)]}


@require_safe
def find_receipt(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The proposal's page with the ballot that a receipt belongs to."""
    receipt = request.GET.get("receipt", "")
    found = counts.ballot_of_receipt(proposal_id, receipt) if receipt.strip() else None
    question = proposals.proposal(owner_of(request), proposal_id).question
    words = "" if found is None else said_again(question, found.choice)
    return show_proposal(request, proposal_id, receipt=receipt, found=found, found_in_words=words)


def _by_class(classes: FrozenClasses, bases: Mapping[str, int]) -> dict[str, object]:
    """How the classes of members counted, as the verifier reads it."""
    return {
        "floor": str(classes.floor),
        "cap": str(classes.cap),
        "classes": [{**asdict(each), "base": bases.get(each.key, 0)} for each in classes.classes],
    }


def _published(request: HttpRequest, proposal_id: int) -> list[counts.BallotLine]:
    if proposals.proposal(owner_of(request), proposal_id).asked.mode is Mode.SEALED:
        raise NotFound(_("No ballot of a sealed vote is opened. Its files are on its board."))
    return counts.published_ballots(owner_of(request), proposal_id, at=clock.now())
