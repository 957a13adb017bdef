from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.deliberation.models import Remark
from commonhold.civic.deliberation.refusals import NoSuchRemark
from commonhold.civic.governance.queries import proposals
from commonhold.ground.refusal import NotFound
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class RemarkView:
    """A remark with the answers to it. Withdrawn or of somebody kept away, it has neither name nor words."""

    id: int
    proposal_id: int
    person: PersonLine | None
    text: str
    at: datetime
    is_withdrawn: bool
    is_kept_away: bool  # a block or a mute stands between the viewer and whoever said it
    is_mine: bool
    replies: tuple[RemarkView, ...]
    below: int  # how many answers, and answers to these, there are


def remarks(viewer: Viewer, proposal_id: int) -> list[RemarkView]:
    """What was said beside a proposal, oldest first, as a tree.

    What was withdrawn stays only where somebody answered it. Raises NotFound for a proposal that the viewer
    may not see.
    """
    proposals.proposal(viewer, proposal_id)
    rows = list(Remark.objects.filter(proposal_id=proposal_id).order_by("id"))
    names = _names(viewer, {row.person_id for row in rows})
    answers: dict[int | None, list[Remark]] = defaultdict(list)
    for row in rows:
        answers[row.parent_id].append(row)
    return _branch(viewer, answers, None, names)


def remark(viewer: Viewer, remark_id: int) -> RemarkView:
    """One remark, without the answers to it, for whoever may see its proposal. Raises NoSuchRemark."""
    row = Remark.objects.filter(id=remark_id).first()
    if row is None:
        raise NoSuchRemark
    try:
        proposals.proposal(viewer, row.proposal_id)
    except NotFound as hidden:
        raise NoSuchRemark from hidden
    return _view(viewer, row, (), _names(viewer, {row.person_id}))


def _names(viewer: Viewer, ids: set[int]) -> dict[int, PersonLine]:
    """Names of those whom nothing keeps from the viewer."""
    apart: set[int] = set()
    if viewer.person_id is not None:
        between = people.relations(viewer, ids)
        apart = {
            each.person_id
            for each in between.values()
            if each.mutes or each.blocks or each.is_blocked or each.blocks_server
        }
    return people.lines(viewer, ids - apart)


def _branch(
    viewer: Viewer,
    answers: Mapping[int | None, list[Remark]],
    parent_id: int | None,
    names: Mapping[int, PersonLine],
) -> list[RemarkView]:
    """What answers one remark; no deeper than `make_remark` lets it become."""
    found = []
    for row in answers.get(parent_id, []):
        replies = tuple(_branch(viewer, answers, row.id, names))
        if replies or row.withdrawn_at is None:
            found.append(_view(viewer, row, replies, names))
    return found


def _view(
    viewer: Viewer, row: Remark, replies: tuple[RemarkView, ...], names: Mapping[int, PersonLine]
) -> RemarkView:
    is_withdrawn, is_kept_away = row.withdrawn_at is not None, row.person_id not in names
    return RemarkView(
        id=row.id,
        proposal_id=row.proposal_id,
        person=None if is_withdrawn else names.get(row.person_id),
        text="" if is_kept_away else row.text,
        at=row.at,
        is_withdrawn=is_withdrawn,
        is_kept_away=is_kept_away and not is_withdrawn,
        is_mine=row.person_id == viewer.person_id,
        replies=replies,
        below=sum(1 + each.below for each in replies),
    )
