"""What a reader makes of labels: whose she reads, and what stands beside the things on her page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Asking, Prepared, Row, answered
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.models import Label, Labeler, Subscription
from commonhold.social.labels.shape import Act, What
from commonhold.social.people.queries import Viewer
from commonhold.social.servers.queries import is_ours

_AT_ONCE = 300
_STRENGTH = {each: place for place, each in enumerate(Act)}


@dataclass(frozen=True)
class Reads:
    """Whose labels a reader reads: by labeler, what each of its words does."""

    by_labeler: Mapping[int, Mapping[str, Act]] = field(default_factory=dict)

    def act(self, labeler_id: int, value: str) -> Act:
        return self.by_labeler.get(labeler_id, {}).get(value, Act.BADGE)

    def __bool__(self) -> bool:
        return bool(self.by_labeler)


NOTHING = Reads()


class Thing(NamedTuple):
    """A post as labels find it: by itself, by its author, or by the server that it came from."""

    post_id: int
    author_id: int
    domain: str  # empty for people of this server


@dataclass(frozen=True)
class Mark:
    """One label as it stands beside something. `what` it is about: the post, its author or their server."""

    label_id: int
    labeler_id: int
    labeler: str
    value: str
    words: str
    what: What
    act: Act

    @property
    def reason(self) -> str:
        """As what is folded away because of it says it."""
        return f"{self.value} ({self.labeler})"


Marks = tuple[Mark, ...]


def reads(viewer: Viewer) -> Reads:
    """Her own labelers, and those that everybody sees; for a stranger these alone."""
    return answered(asking_reads(viewer))


def asking_reads(viewer: Viewer) -> Asking[Reads]:
    """The same, to be asked together with others."""
    return _SUBSCRIPTIONS.asking(me=viewer.person_id or 0).then(_made)


def _made(rows: list[Row]) -> Reads:
    return _reads(_chosen(rows), charter.current().read(LabelsCharter).default_labelers)


def _chosen(rows: list[Row]) -> dict[int, Mapping[str, Act]]:
    return {row[0]: {value: Act(act) for value, act in row[1].items()} for row in rows}


def _reads(own: Mapping[int, Mapping[str, Act]], default: Collection[int]) -> Reads:
    if not own and not default:
        return NOTHING
    return Reads({**{each: {} for each in default}, **own})


def on_posts(reads: Reads, things: Collection[Thing], *, now: datetime) -> dict[int, Marks]:
    """What stands beside posts, by post: at most one statement, and none for who reads no labeler."""
    if not reads or not things:
        return {}
    posts_of: dict[str, list[int]] = defaultdict(list)
    for each in things:
        posts_of[f"{What.POST}:{each.post_id}"].append(each.post_id)
        posts_of[f"{What.PERSON}:{each.author_id}"].append(each.post_id)
        if each.domain:
            posts_of[f"{What.SERVER}:{each.domain}"].append(each.post_id)
    found: dict[int, list[Mark]] = defaultdict(list)
    for about, mark in _marks(reads, posts_of, now):
        for post_id in posts_of[about]:
            found[post_id].append(mark)
    return {post_id: tuple(marks) for post_id, marks in found.items()}


def on_person(reads: Reads, person_id: int, domain: str, *, now: datetime) -> Marks:
    """What stands on somebody's page: about her, or about her server."""
    names = [f"{What.PERSON}:{person_id}", *([f"{What.SERVER}:{domain}"] if domain else [])]
    return tuple(mark for _about, mark in _marks(reads, names, now)) if reads else ()


def on_servers(reads: Reads, domains: Collection[str], *, now: datetime) -> dict[str, Marks]:
    """What stands beside servers, by name."""
    found: dict[str, list[Mark]] = defaultdict(list)
    names = [f"{What.SERVER}:{each}" for each in domains]
    for about, mark in _marks(reads, names, now) if reads else ():
        found[about.partition(":")[2]].append(mark)
    return {domain: tuple(marks) for domain, marks in found.items()}


def asking_own(viewer: Viewer) -> Asking[Reads]:
    """The labelers that she chose herself, without those that everybody sees; for the order of her feed."""
    return _SUBSCRIPTIONS.asking(me=viewer.person_id or 0).then(lambda rows: _reads(_chosen(rows), ()))


def strongest(marks: Iterable[Mark]) -> Act:
    return max((each.act for each in marks), key=_STRENGTH.__getitem__, default=Act.NOTHING)


def in_force(now: datetime) -> QuerySet[Label]:
    """Labels that hold: not ended, in their time, of a labeler that still stands behind them."""
    return Label.objects.filter(
        Q(until=None) | Q(until__gt=now),
        Q(labeler__good_until=None) | Q(labeler__good_until__gt=now),
        ended_at=None,
        labeler__closed_at=None,
    )


def domain_of_handle(handle: str) -> str:
    """The server in `eve@elsewhere.example`; empty for somebody of this one."""
    domain = handle.partition("@")[2]
    return "" if is_ours(domain) else domain


def _marks(reads: Reads, names: Iterable[str], now: datetime) -> Iterable[tuple[str, Mark]]:
    """Those that do something for the reader. The words of a measure stand above a post as they are."""
    wanted = sorted(set(names))
    for first in range(0, len(wanted), _AT_ONCE):
        some = in_force(now).filter(
            about__in=wanted[first : first + _AT_ONCE], labeler_id__in=reads.by_labeler
        )
        columns = ("about", "id", "labeler_id", "labeler__title", "value", "words", "labeler__kind")
        for about, label_id, labeler_id, title, value, words, kind in some.order_by("id").values_list(
            *columns
        ):
            act = reads.act(labeler_id, value)
            is_shown_anyway = kind == Labeler.Kind.CO_OP and act == Act.BADGE
            if act != Act.NOTHING and not is_shown_anyway:
                what = What(about.partition(":")[0])
                yield about, Mark(label_id, labeler_id, title, value, words, what, act)


# Every page asks this.
_SUBSCRIPTIONS = Prepared(
    lambda *, me: (
        Subscription.objects.filter(person_id=me, labeler__closed_at=None)
        .order_by("labeler_id")
        .values_list("labeler_id", "choices")
    )
)
