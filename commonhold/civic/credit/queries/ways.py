"""Which way a payment would go now, for whoever would pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from commonhold.civic.credit import around
from commonhold.civic.credit.around import Around, mark_of
from commonhold.civic.credit.minutes import in_words
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class HopView:
    """`taker` lets `giver` owe her up to `limit` minutes; 0: she only owes her less."""

    giver: PersonLine
    taker: PersonLine
    limit: int
    minutes: int
    is_over_line: bool  # one of the two is the co-op


@dataclass(frozen=True)
class Strand:
    """One way, from the payer to whom she pays. `words`: “through Ana, who trusts Ben up to 5 h”."""

    hops: Sequence[HopView]
    minutes: int
    words: str

    @property
    def between(self) -> Sequence[PersonLine]:
        """Who passes it on."""
        return [hop.taker for hop in self.hops[:-1]]


@dataclass(frozen=True)
class Way:
    """How a payment would go. `mark` tells it from any other: paying may insist on it."""

    strands: Sequence[Strand]
    minutes: int
    mark: str

    @property
    def words(self) -> str:
        return "; ".join(each.words for each in self.strands)


def way_to(viewer: Viewer, *, to_id: int, minutes: int, now: datetime) -> Way | None:
    """The way that a payment of so much would go now; None when there is none, or it isn't allowed."""
    if minutes <= 0 or viewer.person_id is None or not _may_pay(viewer.person_id, to_id):
        return None
    there = around.between(viewer.person_id, to_id)
    if minutes > there.terms.payment:
        return None
    found = there.ways(viewer.person_id, to_id, minutes)
    if not found:
        return None
    known = people.lines(viewer, {each for way in found for each in way.people})
    strands = [strand(way.people, way.minutes, known, there) for way in found]
    return Way(strands, minutes, mark_of(found))


def reach(viewer: Viewer, *, to_id: int, now: datetime) -> int:
    """How many minutes the viewer could pay this person at once."""
    if viewer.person_id is None or not _may_pay(viewer.person_id, to_id):
        return 0
    return around.between(viewer.person_id, to_id).most(viewer.person_id, to_id)


def strand(
    row: Sequence[int], minutes: int, known: Mapping[int, PersonLine], there: Around | None = None
) -> Strand:
    """One way with its names; without `there` the limits are not told."""
    coop = people.coop_account_id()
    hops = []
    for giver, taker in pairwise(row):
        over_line = coop in (giver, taker)
        limit = 0 if there is None else there.terms.line if over_line else there.limits.get((taker, giver), 0)
        hops.append(HopView(known[giver], known[taker], limit, minutes, over_line))
    return Strand(hops, minutes, _words(hops))


def _words(hops: Sequence[HopView]) -> str:
    first, last = hops[0], hops[-1]
    if len(hops) == 1:
        if not first.limit:
            return _("directly: {taker} owes you and accepts it back").format(taker=first.taker.name)
        return _("directly: {taker} trusts you up to {limit}").format(
            taker=first.taker.name, limit=in_words(first.limit)
        )
    if len(hops) == 2 and first.is_over_line:
        return _("over the co-op’s credit line")
    if len(hops) == 2:
        return _("through {one}, whom {taker} trusts up to {limit}").format(
            one=first.taker.name, taker=last.taker.name, limit=in_words(last.limit)
        )
    return _(
        "through {one}, whom {two} trusts up to {near}, and {two}, whom {taker} trusts up to {far}"
    ).format(
        one=first.taker.name,
        two=hops[1].taker.name,
        near=in_words(hops[1].limit),
        taker=last.taker.name,
        far=in_words(last.limit),
    )


def _may_pay(me: int, to_id: int) -> bool:
    both = {me, to_id}
    if len(both) < 2 or not around.terms().is_on:
        return False
    here = around.members_among(people.active_among(both)) == both
    return here and not are_apart(me, to_id)
