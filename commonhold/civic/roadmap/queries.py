"""The roadmap, for everybody: ideas with their support, where they stand, and what shipped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.roadmap import periods, stages
from commonhold.civic.roadmap.actions.proposing import supported_by
from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.roadmap.models import Estimate, Idea, IdeaStep, Merge, Ranking, Support
from commonhold.civic.roadmap.refusals import NoSuchIdea, NotWaiting, NotYourIdea
from commonhold.civic.roadmap.vocabulary import LIVE, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.spans import beyond
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class IdeaLine:
    """An idea in a list; `rank` is its place in the present period, 0 without one."""

    id: int
    title: str
    state: State
    since: datetime  # when it came into this state
    at: datetime
    supporters: int
    is_supported: bool  # by the viewer
    link: str  # to what shipped
    cents: int | None
    currency: str
    rank: int


@dataclass(frozen=True)
class StepView:
    state: State
    at: datetime
    by: PersonLine
    reason: str
    link: str


@dataclass(frozen=True)
class EstimateView:
    cents: int
    currency: str
    note: str
    line: str  # the code of the budget line that would pay for it; empty: none
    by: PersonLine
    at: datetime


@dataclass(frozen=True)
class IdeaView:
    """An idea's page. What begins with `may_` is the viewer's."""

    line: IdeaLine
    text: str
    author: PersonLine
    steps: Sequence[StepView]
    estimates: Sequence[EstimateView]  # the latest first
    merged_into: tuple[int, str] | None  # the idea that leads on, and its title
    merged: Sequence[tuple[int, str]]  # those that were given up for this one
    may_support: bool
    may_change: bool
    may_merge: bool
    may_undo_merge: bool
    may_steer: bool


@dataclass(frozen=True)
class PriorityView:
    """An idea's place in a ranking."""

    rank: int
    idea_id: int
    title: str
    period: str
    reference: str  # what decided it, such as "proposal:45"


@dataclass(frozen=True)
class Awaiting:
    """An idea that would be paid from a budget line."""

    id: int
    title: str
    cents: int
    currency: str
    code: str


@dataclass(frozen=True)
class Allowance:
    """How many ideas the viewer supports, of as many as she may; `most` is 0 for who is no member."""

    used: int
    most: int


def ideas(
    viewer: Viewer,
    *,
    state: State | None = None,
    text: str = "",
    newest: bool = False,
    last: int | None = None,
    now: datetime,
    limit: int = 40,
) -> tuple[list[IdeaLine], int | None]:
    """Ideas that stand by themselves, in one state or any: the most supported first, or the newest.

    Those beyond the idea `last`, and the id beyond which the next page begins, if there is one.
    Every word of `text` is in the title or the text, or in those of an idea that was merged into it.
    """
    rows = _with_figures(Idea.objects.exclude(id__in=_merged()))
    if state is not None:
        rows = rows.filter(state=state)
    for word in text.split():
        said = Q(title__icontains=word) | Q(text__icontains=word)
        given_up = Merge.objects.filter(undone_at=None, idea__in=Idea.objects.filter(said)).values("into")
        rows = rows.filter(said | Q(id__in=given_up))
    order = ["-id"] if newest else ["-supporters", "-id"]
    found, further = beyond(rows, last, order=order, limit=limit, among=_with_figures(Idea.objects.all()))
    return _lines(viewer, found, now), further


def shipped(viewer: Viewer, *, now: datetime, limit: int = 50) -> list[IdeaLine]:
    """What is there, the latest first."""
    rows = _with_figures(Idea.objects.all()).filter(state=State.SHIPPED)
    return _lines(viewer, rows.order_by("-step", "-id")[:limit], now)


def candidates(viewer: Viewer, *, limit: int | None = None, now: datetime) -> list[IdeaLine]:
    """What a vote on priorities puts in order: the most supported of those that wait, the oldest first.

    Without a `limit`, as many as the charter says.
    """
    most = charter.current().read(RoadmapCharter).candidates if limit is None else limit
    rows = _with_figures(Idea.objects.exclude(id__in=_merged())).filter(state__in=LIVE, supporters__gt=0)
    return _lines(viewer, rows.order_by("-supporters", "id")[:most], now)


def idea_to_change(viewer: Viewer, idea_id: int, *, now: datetime) -> IdeaView:
    """One that the viewer may say better. Raises NoSuchIdea, MembersAlone, NotYourIdea or NotWaiting."""
    found = idea(viewer, idea_id, now=now)
    stages.must_be_member(viewer.person_id or 0)
    if not found.may_change:
        raise NotYourIdea if stages.waits(idea_id) else NotWaiting
    return found


def idea(viewer: Viewer, idea_id: int, *, now: datetime) -> IdeaView:
    """One idea. Raises NoSuchIdea."""
    row = _with_figures(Idea.objects.filter(id=idea_id)).first()
    if row is None:
        raise NoSuchIdea
    steps = list(IdeaStep.objects.filter(idea=row).order_by("id"))
    estimates = list(Estimate.objects.filter(idea=row).order_by("-id"))
    names = people.lines(
        viewer, {row.author_id, *(each.by_id for each in steps), *(each.by_id for each in estimates)}
    )
    merged = Merge.objects.filter(into=row, undone_at=None).order_by("id")
    return IdeaView(
        line=_lines(viewer, [row], now)[0],
        text=row.text,
        author=names[row.author_id],
        steps=[
            StepView(State(each.state), each.at, names[each.by_id], each.reason, each.link) for each in steps
        ],
        estimates=[
            EstimateView(each.cents, each.currency, each.note, each.line, names[each.by_id], each.at)
            for each in estimates
        ],
        merged_into=_led_on(row.id),
        merged=list(merged.values_list("idea_id", "idea__title")),
        **_may(viewer, row, now),
    )


def waiting_for(viewer: Viewer, codes: Collection[str]) -> list[Awaiting]:
    """Ideas that wait and whose latest estimate names one of these budget lines, the oldest first."""
    rows = _with_figures(Idea.objects.exclude(id__in=_merged())).filter(state__in=LIVE, paid_from__in=codes)
    return [
        Awaiting(row.id, row.title, row.cents, row.currency, row.paid_from) for row in rows.order_by("id")
    ]


def allowance(viewer: Viewer) -> Allowance:
    """How far the viewer's support reaches."""
    if viewer.person_id is None or members.member_of(viewer.person_id) is None:
        return Allowance(0, 0)
    most = charter.current().read(RoadmapCharter).supports_each
    return Allowance(len(supported_by(viewer.person_id)), most)


def priorities(viewer: Viewer, *, now: datetime) -> list[PriorityView]:
    """What comes first in the present period, as the latest vote set it; empty before it did."""
    return _priorities(Ranking.objects.filter(period=periods.period_of(now)))


def latest_priorities() -> list[PriorityView]:
    """What the latest vote put first, whenever that was."""
    return _priorities(Ranking.objects.all())


def titles(idea_ids: Collection[int]) -> dict[int, str]:
    """Titles of ideas by id."""
    return dict(Idea.objects.filter(id__in=idea_ids).values_list("id", "title"))


def waiting_among(idea_ids: Collection[int]) -> set[int]:
    """Those of these that can come first: they stand by themselves and are neither shipped nor declined."""
    rows = _with_figures(Idea.objects.filter(id__in=idea_ids).exclude(id__in=_merged()))
    return set(rows.filter(state__in=LIVE).values_list("id", flat=True))


def _priorities(rankings: QuerySet[Ranking]) -> list[PriorityView]:
    latest = rankings.order_by("-id").first()
    if latest is None:
        return []
    rows = list(latest.priorities.select_related("idea").order_by("rank"))
    return [
        PriorityView(row.rank, row.idea_id, row.idea.title, latest.period, latest.reference) for row in rows
    ]


def _merged() -> Any:
    return Merge.objects.filter(undone_at=None).values("idea")


def _with_figures(rows: QuerySet[Idea]) -> Any:
    """Each with its latest step, how many support it, and the latest estimate."""
    step = IdeaStep.objects.filter(idea=OuterRef("id")).order_by("-id")
    cost = Estimate.objects.filter(idea=OuterRef("id")).order_by("-id")
    support = (
        Support.objects.filter(counts_for=OuterRef("id"))
        .order_by()
        .values("counts_for")
        .annotate(n=Count("person", distinct=True))
        .values("n")
    )
    return rows.annotate(
        step=Subquery(step.values("id")[:1]),
        state=Subquery(step.values("state")[:1]),
        since=Subquery(step.values("at")[:1]),
        link=Subquery(step.values("link")[:1]),
        supporters=Coalesce(Subquery(support), 0),
        cents=Subquery(cost.values("cents")[:1]),
        currency=Subquery(cost.values("currency")[:1]),
        paid_from=Subquery(cost.values("line")[:1]),
    )


def _lines(viewer: Viewer, rows: Any, now: datetime) -> list[IdeaLine]:
    mine = Support.objects.filter(person_id=viewer.person_id or 0).values_list("counts_for_id", flat=True)
    supported = set(mine)
    ranks = {each.idea_id: each.rank for each in priorities(viewer, now=now)}
    return [
        IdeaLine(
            id=row.id,
            title=row.title,
            state=State(row.state),
            since=row.since,
            at=row.at,
            supporters=row.supporters,
            is_supported=row.id in supported,
            link=row.link,
            cents=row.cents,
            currency=row.currency or "",
            rank=ranks.get(row.id, 0),
        )
        for row in rows
    ]


def _led_on(idea_id: int) -> tuple[int, str] | None:
    leader = stages.leading([idea_id]).get(idea_id)
    return None if leader is None else (leader, titles([leader])[leader])


def _may(viewer: Viewer, row: Any, now: datetime) -> dict[str, bool]:
    me = viewer.person_id or 0
    is_member = viewer.person_id is not None and members.member_of(me) is not None
    roles = {each.role for each in mandates.held_by(me, at=now)} if is_member else set()
    merge = stages.merge_of(row.id)
    waits = row.state in LIVE and merge is None
    merges = is_member and (row.author_id == me or Role.BOARD in roles)
    of_others = Support.objects.filter(counts_for=row).exclude(person_id=me)
    in_time = merge is not None and periods.period_of(merge.at) == periods.period_of(now)
    return {
        "may_support": is_member and waits,
        "may_change": is_member and waits and row.author_id == me and not of_others.exists(),
        "may_merge": merges and waits,
        "may_undo_merge": merges and in_time,
        "may_steer": bool(roles) and merge is None,
    }
