"""What a decision about another server means for what was said there.

Posts of a blocked server wait for their own author, as an answer waits for who approves it: so every rule of
who sees what hides them, and they are back when the block ends. A server may have said much: it is done piece
by piece, a job each, so that nobody else waits long to write, and a server that stops goes on where it was.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, F, QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.people import servers as people_of
from commonhold.social.posts.models import Post
from commonhold.social.servers import policies
from commonhold.social.servers.charter import ONLY_ALLOWED
from commonhold.social.servers.news import PolicyEnded, PolicySet

_HIDE, _LOOK = "posts.server-blocked", "posts.servers-look"
_OPEN_TO = "servers.open_to"
_SERVERS_AT_ONCE = 200
_AT_ONCE = 250  # posts that are hidden or shown in one transaction


#: The author and the post from which on there is more to do: her posts are gone through from the newest.
_Place = tuple[int, int]
_START: _Place = (0, 0)


#: What decides whether what a server said is hidden: a block, or an allowance where only that lets it in.
_DECIDE = frozenset({policies.Kind.BLOCK, policies.Kind.ALLOW})


def on_policy_set(event: PolicySet, now: datetime) -> None:
    if event.kind in _DECIDE:
        _go_on(event.domain, 0, _START, now)


def on_policy_ended(event: PolicyEnded, now: datetime) -> None:
    if event.kind in _DECIDE:
        _go_on(event.domain, 0, _START, now)


class FollowsCharter:
    """Has all servers looked at again once the charter opens or closes the co-op to those not allowed."""

    def __init__(self) -> None:
        self._seen: tuple[int, datetime | None] | None = None

    def sweep(self, now: datetime) -> None:
        """Harmless when repeated; a look at what is in memory, unless the charter changed."""
        clause = charter.current().clauses.get(_OPEN_TO)
        if clause is None or (clause.version, clause.since) == self._seen:
            return
        if clause.value == ONLY_ALLOWED or len(charter.history_of(_OPEN_TO)) > 1:
            jobs.schedule(_LOOK, key=f"{clause.version} ", due=now, payload={"after": ""})
        self._seen = clause.version, clause.since


def _look_at_all(payload: Payload, now: datetime) -> None:
    """A piece of the servers of which somebody is known here; each gets its own work."""
    names = people_of.names_after(payload["after"], limit=_SERVERS_AT_ONCE)
    for each in names:
        _go_on(each, 0, _START, now)
    if len(names) == _SERVERS_AT_ONCE:
        key = f"{charter.current().clauses[_OPEN_TO].version} {names[-1]}"
        jobs.schedule(_LOOK, key=key, due=now, payload={"after": names[-1]})


def said_on(names: Collection[str]) -> dict[str, int]:
    """How many posts are kept here of servers of exactly these names; none: it is left out."""
    rows = Post.objects.filter(author__domain__in=list(names)).order_by()
    return dict(rows.values_list("author__domain").annotate(n=Count("id")))


def _go_on(domain: str, piece: int, place: _Place, now: datetime) -> None:
    """After a place; whether hidden or shown says what holds then."""
    payload = {"domain": domain, "piece": piece, "place": list(place)}
    jobs.schedule(_HIDE, key=f"{domain} {piece} {now.isoformat()}", due=now, payload=payload)


def _hide_or_show(payload: Payload, now: datetime) -> None:
    """One piece of it. A name beneath may be blocked by itself, so each is asked for."""
    domain, (author, post) = payload["domain"], payload["place"]
    place = author, post
    names = people_of.beneath([domain]).get(domain, [])
    blocked = policies.blocked_among(names)
    hidden, still_to_hide = _next(_of(blocked, place).filter(waits_for=None))
    shown, still_to_show = _next(_of(set(names) - blocked, place).filter(waits_for_id=F("author_id")))
    Post.objects.filter(id__in=hidden).update(waits_for_id=F("author_id"))
    Post.objects.filter(id__in=shown).update(waits_for=None)
    further = [each for each in (still_to_hide, still_to_show) if each is not None]
    if further:
        _go_on(domain, payload["piece"] + 1, min(further), now)


def _of(names: Collection[str], place: _Place) -> QuerySet[Post]:
    author, post = place
    rows = Post.objects.filter(author__in=people_of.ids_on(names, since=author)).order_by("author_id", "-id")
    return rows.exclude(author_id=author, id__gte=post)


def _next(rows: QuerySet[Post]) -> tuple[list[int], _Place | None]:
    """Ids of a piece, and after which place there may be more."""
    found = list(rows.values_list("id", "author_id")[:_AT_ONCE])
    ids = [post_id for post_id, _author in found]
    return ids, (found[-1][1], found[-1][0]) if len(found) == _AT_ONCE else None


CHARTER = FollowsCharter()
KINDS = [Kind(_HIDE, _hide_or_show), Kind(_LOOK, _look_at_all)]
