"""What measures do downstairs, and what is given back at their end.

A post or a person may be under several measures at once: what one did is undone only when no other one that
does the same holds. Both profiles of a human are measured, which the pages never say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from commonhold.civic.members.coop_account import open_coop_account
from commonhold.civic.moderation.models import Case, Measure
from commonhold.civic.moderation.vocabulary import Kind, Ladder
from commonhold.civic.payments.actions.details import hold_payments, release_payments
from commonhold.social.arrivals import hiding
from commonhold.social.arrivals import queries as arrivals
from commonhold.social.labels import of_house as labels
from commonhold.social.people import actions as social
from commonhold.social.people import queries as people
from commonhold.social.people.models import Standing
from commonhold.social.posts import actions as posts
from commonhold.social.posts import queries as said
from commonhold.social.posts import restrictions

_ON_POSTS = {
    Ladder.LABEL: "labelled",
    Ladder.COVER: "covered",
    Ladder.DEPRIORITISE: "deprioritised",
    Ladder.NO_RECOMMENDATION: "not-recommended",
    Ladder.WITHHOLD: "withheld",
    Ladder.BLOCK: "withheld",
}
_ON_PEOPLE = {
    Ladder.NO_RECOMMENDATION: Standing.Kind.NOT_RECOMMENDED,
    Ladder.LIMIT: Standing.Kind.LIMITED,
    Ladder.SUSPEND: Standing.Kind.SUSPENDED,
    Ladder.CLOSE: Standing.Kind.SUSPENDED,
    Ladder.EXPEL: Standing.Kind.SUSPENDED,
}
_MOST_OF_ONE = 1_000  # posts of a closed account that are withheld with it


def post_of(case: Case) -> int | None:
    """The post that the case is about, if it is about one."""
    return int(case.about) if case.kind in {Kind.POST, Kind.MESSAGE} else None


def begin(row: Measure, *, now: datetime) -> None:
    """Let it take effect, inside what made it true."""
    post_id, kind = post_of(row.case), Ladder(row.kind)
    if kind in _ON_POSTS and post_id is not None:
        _restrict(row, post_id, _ON_POSTS[kind], now)
        if kind == Ladder.LABEL:
            labels.put(f"post:{post_id}", words=row.label, reference=f"measure:{row.id}", now=now)
        return
    if kind == Ladder.UNLABEL:
        labels.overrule(int(row.case.about), now=now)
        return
    standing = _ON_PEOPLE.get(kind)
    if standing is None or row.person_id is None:
        return
    for each in people.same_human(row.person_id):
        social.grant_standing(person_id=each, kind=standing, now=now)
        if standing == Standing.Kind.SUSPENDED:
            hold_payments(person_id=each, cause=f"measure:{row.id}", now=now)
        if kind == Ladder.CLOSE:
            for post in said.ids_by(each, most=_MOST_OF_ONE):
                _restrict(row, post, "withheld", now)


def end(row: Measure, *, now: datetime) -> None:
    """Give back what it took, inside what ended it; `row` is marked as ended already."""
    if row.kind == Ladder.LABEL:
        labels.end(f"measure:{row.id}", now=now)
    if row.kind == Ladder.UNLABEL:
        labels.restore(int(row.case.about), now=now)
        return
    for post_id, effect in restrictions.under_reference(f"measure:{row.id}"):
        other = _other_on_post(row, post_id, effect)
        still = hiding.still_hidden_as(post_id) if effect == "withheld" and other is None else ""
        posts.free_post(post_id=post_id, kind=effect, still=still, now=now)
        if other is not None:
            _restrict(other, post_id, effect, now)
    standing = _ON_PEOPLE.get(Ladder(row.kind))
    if standing is None or row.person_id is None:
        return
    for each in people.same_human(row.person_id):
        release_payments(person_id=each, cause=f"measure:{row.id}", now=now)
        if not _holds_otherwise(row, standing):
            social.end_standing(person_id=each, kind=standing, now=now)


def end_brought_along(person_id: int, *, now: datetime) -> None:
    """A suspension that somebody brought along is over, and noted so; what we decided ourselves goes on."""
    human = people.same_human(person_id)
    if not arrivals.came_suspended(human) and not _measures(human, Standing.Kind.SUSPENDED).exists():
        social.end_standing(person_id=person_id, kind=Standing.Kind.SUSPENDED, now=now)


def is_suspended_by_us(person_id: int) -> bool:
    """Does a measure of ours keep her out, whatever she brought along?"""
    return _measures(people.same_human(person_id), Standing.Kind.SUSPENDED).exists()


def _restrict(row: Measure, post_id: int, effect: str, now: datetime) -> None:
    posts.restrict_post(
        post_id=post_id,
        kind=effect,
        reference=f"measure:{row.id}",
        words=row.label,
        keeper=open_coop_account(now=now) if effect == "withheld" else None,
        now=now,
    )


def _other_on_post(row: Measure, post_id: int, effect: str) -> Measure | None:
    kinds = [kind for kind, does in _ON_POSTS.items() if does == effect]
    return (
        in_force()
        .filter(case__kind__in=[Kind.POST, Kind.MESSAGE], case__about=str(post_id), kind__in=kinds)
        .exclude(id=row.id)
        .first()
    )


def _holds_otherwise(row: Measure, standing: Standing.Kind) -> bool:
    human = people.same_human(row.person_id or 0)
    if standing == Standing.Kind.SUSPENDED and arrivals.came_suspended(human):
        return True  # which no measure of ours began, and none ends
    others = _measures(human, standing).exclude(id=row.id)
    if standing == Standing.Kind.NOT_RECOMMENDED:
        others = others.exclude(case__kind__in=[Kind.POST, Kind.MESSAGE])
    return others.exists()


def _measures(human: Iterable[int], standing: Standing.Kind) -> QuerySet[Measure]:
    kinds = [kind for kind, does in _ON_PEOPLE.items() if does == standing]
    return in_force().filter(person_id__in=list(human), kind__in=kinds)


def in_force() -> QuerySet[Measure]:
    """Measures that took effect and did not end."""
    return Measure.objects.filter(since__isnull=False, ended_at=None)
