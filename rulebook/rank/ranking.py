"""The order of posts under a document.

A post's points are the sum of weight times value over the document's features, in exact millionths. Then the
mix: of one author's posts the second keeps `author_decay_milli` thousandths of its points, the third as much
of that, and so on, where the points are above nothing; and of ten posts in a row at most `most_of_ten` are
of one topic, as long as there are others. Equals stand by id, the newer first.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from rulebook.rank.document import Document, Weighed
from rulebook.rank.vocabulary import FEATURES, FULL, HIDES

NO_TOPIC = 0
_WINDOW = 10


class Row(NamedTuple):
    """All that a ranking knows of a post. Whole numbers; flags are 0 or 1,000, so that each is a value."""

    post_id: int
    author: int
    topic: int  # 0: none
    age_minutes: int
    followed: int
    mutual: int
    thanks: int  # how many
    replies: int  # how many, by people whom the reader follows
    boosts: int  # how many, by people whom the reader follows
    bridging: int  # 0 to 1,000
    group: int
    tag: int
    language: int
    media: int
    newcomer: int
    here: int
    seen: int
    deprioritised: int  # 0 to 1,000
    answer: int
    passed_on: int
    foreign: int
    sensitive: int
    stranger: int
    labelled: int = 0  # by whom the reader reads; rows that are older than labels know of none


class Placed(NamedTuple):
    """A post in its order; `points` (millionths) after the mix, `own` before it. `waited`: for its topic."""

    post_id: int
    points: int
    own: int
    waited: bool


_PLACE = {name: place for place, name in enumerate(Row._fields)}


def rank(document: Document, rows: Sequence[Row]) -> list[Placed]:
    """The rows that the document shows, first things first. Raises ValueError when an id stands twice."""
    shown = _shown(document, rows)
    if len({row[0] for row in shown}) < len(shown):
        raise ValueError("a post stands here twice")
    return _mixed(document, shown, points(document, shown))


def points(document: Document, rows: Sequence[Row]) -> list[int]:
    """Millionths for each row, before the mix."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    sums = [0] * len(rows)
    for name, weighed in document.features.items():
        column, weight = columns[_PLACE[FEATURES[name].column]], weighed.weight_milli
        values = values_of(name, weighed, column) if weighed.params else column
        sums = [so_far + weight * value for so_far, value in zip(sums, values, strict=True)]
    return sums


def values_of(name: str, weighed: Weighed, column: Sequence[int]) -> list[int]:
    """What a feature makes of its column: each from 0 to 1,000."""
    if name == "recency":
        half = weighed.params["half_life_hours"] * 60
        return [FULL * half // (half + age) for age in column]
    if FEATURES[name].counts:
        half_at = weighed.params["half_at"]
        return [FULL * count // (count + half_at) if count else 0 for count in column]
    return list(column)


def _shown(document: Document, rows: Sequence[Row]) -> Sequence[Row]:
    oldest = document.oldest_hours * 60
    columns = [_PLACE[HIDES[each]] for each in document.hide]
    age = _PLACE["age_minutes"]
    young = [row for row in rows if row[age] <= oldest]
    for column in columns:
        young = [row for row in young if not row[column]]
    return young


def _mixed(document: Document, rows: Sequence[Row], sums: Sequence[int]) -> list[Placed]:
    """The best of each author lies in a heap; what its topic keeps back waits in a line of its own."""
    by_author: dict[int, list[tuple[int, int, int]]] = {}
    for row, own in zip(rows, sums, strict=True):
        by_author.setdefault(row[1], []).append((own, row[0], row[2]))
    decay, quota = document.author_decay_milli, document.most_of_ten
    heap = []
    for author, posts in by_author.items():
        posts.sort()  # the best is last
        own, post_id, topic = posts.pop()
        heap.append((-own, -post_id, own, topic, author, FULL))
    heapify(heap)
    placed: list[Placed] = []
    lately: deque[int] = deque(maxlen=_WINDOW - 1)
    waiting: dict[int, deque[Placed]] = {}
    while heap or waiting:
        topic = _freed(waiting, lately, quota) if waiting else NO_TOPIC
        if topic == NO_TOPIC and heap:
            minus, minus_id, own, topic, author, left = heappop(heap)
            posts = by_author[author]
            if posts:
                left = left * decay // FULL
                next_own, next_id, next_topic = posts.pop()
                then = next_own * left // FULL if next_own > 0 else next_own
                heappush(heap, (-then, -next_id, next_own, next_topic, author, left))
            if topic == NO_TOPIC or quota == _WINDOW or lately.count(topic) < quota:
                placed.append(Placed(-minus_id, -minus, own, False))
                lately.append(topic)
            else:
                waiting.setdefault(topic, deque()).append(Placed(-minus_id, -minus, own, True))
            continue
        topic = topic or min(waiting, key=lambda each: _order(waiting[each][0]))
        placed.append(waiting[topic].popleft())
        lately.append(topic)
        if not waiting[topic]:
            del waiting[topic]
    return placed


def _freed(waiting: dict[int, deque[Placed]], lately: Iterable[int], quota: int) -> int:
    """The topic whose first waiting post may stand next, the best of them; 0 if none may."""
    recent = list(lately)
    free = [topic for topic in waiting if recent.count(topic) < quota]
    return min(free, key=lambda each: _order(waiting[each][0]), default=NO_TOPIC)


def _order(post: Placed) -> tuple[int, int]:
    return (-post.points, -post.post_id)
