"""Where people stand, never who stands where."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeAlias

from django.db.models import Count, Max

from commonhold.civic.deliberation.models import Opinion, Statement
from commonhold.civic.governance.queries import proposals
from commonhold.social.people.queries import Viewer
from rulebook.opinions.opinion_map import Answers, OpinionMap, Weighed, draw

FEWEST = 5  # answers, before anything is shown of them
_MANY = 200  # people whose map takes long enough to be kept for a while
_KEPT_FOR = timedelta(minutes=5)
_MOST_KEPT = 32

_Map: TypeAlias = OpinionMap[int, int]
_drawn: OrderedDict[int, tuple[Hashable, datetime, _Map]] = OrderedDict()


@dataclass(frozen=True)
class MapLine:
    """A statement: what all answered, from five on; and what each group did, from five of every group on."""

    id: int
    text: str
    everybody: Answers | None
    groups: tuple[Answers, ...]
    unites: Fraction
    divides: Fraction


@dataclass(frozen=True)
class MapView:
    """Sizes of the groups, the largest first, and in which of them the viewer is; no names anywhere.

    `uniting` and `dividing` begin with what does it most.
    """

    answered: int  # people who answered anything
    placed: int  # with answers enough to be in a group
    sizes: tuple[int, ...]
    mine: int | None
    statements: tuple[MapLine, ...]
    uniting: tuple[MapLine, ...]
    dividing: tuple[MapLine, ...]


def opinion_map(viewer: Viewer, proposal_id: int, *, now: datetime) -> MapView:
    """The map of a proposal's statements. Raises NotFound.

    That of more than 200 people is drawn anew every five minutes at most.
    """
    proposals.proposal(viewer, proposal_id)
    rows = Statement.objects.filter(proposal_id=proposal_id, withdrawn_at=None).order_by("id")
    texts = dict(rows.values_list("id", "text"))
    drawn, answered = _map(proposal_id, list(texts), now)
    lines = {each.statement: _line(each, texts[each.statement]) for each in drawn.statements}
    mine = (at for at, group in enumerate(drawn.groups) if viewer.person_id in group)
    return MapView(
        answered=answered,
        placed=drawn.placed,
        sizes=tuple(len(each) for each in drawn.groups),
        mine=next(mine, None),
        statements=tuple(lines.values()),
        uniting=tuple(lines[each.statement] for each in drawn.uniting(fewest=FEWEST)),
        dividing=tuple(lines[each.statement] for each in drawn.dividing(fewest=FEWEST)),
    )


def _map(proposal_id: int, statement_ids: list[int], now: datetime) -> tuple[_Map, int]:
    """The map, drawn or as it was kept, and how many answered anything."""
    rows = Opinion.objects.filter(statement__in=statement_ids)
    said = rows.aggregate(n=Count("id"), last=Max("id"), people=Count("person", distinct=True))
    mark: Hashable = (tuple(statement_ids), said["n"], said["last"])
    kept = _drawn.get(proposal_id)
    if kept is not None and kept[0] == mark:
        return kept[2], said["people"]
    is_same = kept is not None and {each.statement for each in kept[2].statements} == set(statement_ids)
    if kept is not None and is_same and kept[2].placed > _MANY and abs(now - kept[1]) < _KEPT_FOR:
        return kept[2], said["people"]
    answers: dict[int, dict[int, int]] = defaultdict(dict)
    for person_id, statement_id, answer in rows.values_list("person_id", "statement_id", "answer"):
        answers[person_id][statement_id] = answer
    drawn = draw(answers, statement_ids)
    _drawn[proposal_id] = (mark, now, drawn)
    while len(_drawn) > _MOST_KEPT:
        _drawn.popitem(last=False)
    return drawn, said["people"]


def _line(weighed: Weighed[int], text: str) -> MapLine:
    is_heard = weighed.is_heard(FEWEST)
    return MapLine(
        id=weighed.statement,
        text=text,
        everybody=weighed.everybody if weighed.everybody.given >= FEWEST else None,
        groups=weighed.groups if is_heard else (),
        unites=weighed.unites if is_heard else Fraction(0),
        divides=weighed.divides if is_heard else Fraction(0),
    )
