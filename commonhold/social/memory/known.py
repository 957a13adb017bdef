"""What is known of posts: by which rule they are read, how often they were answered, boosted and liked.

Two statements for any number of posts; nothing here depends on who reads.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from sys import intern
from typing import Any, final

import orjson

from commonhold.ground.changes.reading import Reading

#: Of so many people who did something with a post their ids are known; of more, who did is asked.
MOST_NAMED = 64
#: One for all: each empty set takes two hundred bytes.
NOBODY: frozenset[int] = frozenset()
_VERY_FEW = 4
_PEOPLE = 8_192
_LENGTHS = (1, 4, 20, 40, 100, 200)
_OPEN = "('public', 'unlisted')"


class _OneOfEach(dict[int, int]):
    """The same number, as the same object each time: ids of people stand in many places."""

    def __missing__(self, number: int) -> int:
        if len(self) >= _PEOPLE:
            self.clear()
        self[number] = number
        return number


one_of_each = _OneOfEach()


@final
class Known:
    """A post. `body` is whatever a door made of it, `tally` is None until it is asked.

    `is_ready`: what a door made of it bears this tally, as most readers see it. `is_free`: all may read it;
    `is_quick`: and it answers nothing. `is_peculiar`: it looks different to each reader.
    """

    __slots__ = (
        "addressed",
        "answered",
        "answers",
        "audience",
        "author",
        "body",
        "circle",
        "domain",
        "group",
        "id",
        "is_free",
        "is_open",
        "is_peculiar",
        "is_pinned",
        "is_quick",
        "is_ready",
        "is_removed",
        "quoted",
        "tally",
        "thread",
        "waits_for",
    )

    def __init__(self, row: Sequence[Any]) -> None:
        (
            self.id,
            self.author,
            self.domain,
            self.audience,
            self.circle,
            self.answers,
            self.answered,
            self.waits_for,
            is_removed,
            self.thread,
            self.group,
            is_peculiar,
            self.quoted,
            is_pinned,
            addressed,
        ) = row
        # One text for all that say the same.
        self.audience, self.domain = intern(self.audience), intern(self.domain)
        self.is_removed, self.is_peculiar = bool(is_removed), bool(is_peculiar)
        self.is_pinned = bool(is_pinned)
        self.is_open = self.audience in {"public", "unlisted"}
        self.is_free = self.is_open and self.waits_for is None and not self.is_removed
        self.is_quick = self.is_free and self.answers is None
        self.addressed: frozenset[int] = frozenset(orjson.loads(addressed)) if addressed else NOBODY
        self.author = one_of_each[self.author]
        # Most posts are of their author's own circle, and begin a thread: one number for each is enough.
        self.circle = self.author if self.circle == self.author else self.circle
        self.thread = self.id if self.thread == self.id else self.thread
        self.tally: Tally | None = None
        self.body: Any = None
        self.is_ready = False

    def recount(self, tally: Tally | None) -> None:
        """What was made with another tally is true no longer."""
        self.tally, self.is_ready = tally, False


class Tally:
    """How often. `likers`, `boosters` (with the boosts' ids) and `keepers` name people while they are few.

    `open_answers` counts those that everybody may read, `answerers` says who wrote them;
    `closed_answers` are to be judged for each reader. `touched_by` are all who did anything with it, or None
    where they are too many; `NOTHING` is the tally of posts with which nobody did.
    """

    __slots__ = (
        "answerers",
        "boosters",
        "boosts",
        "closed_answers",
        "keepers",
        "likers",
        "likes",
        "open_answers",
        "quotes",
        "touched_by",
    )

    def __init__(self, row: Sequence[Any], closed_answers: Sequence[Known] = ()) -> None:
        self.likes, likers, self.boosts, boosters, kept, keepers, self.quotes, self.open_answers = row[1:9]
        self.likers = _people_in(likers, self.likes)
        self.keepers = _people_in(keepers, kept)
        self.boosters: tuple[tuple[int, int], ...] | None = (
            tuple(sorted(tuple(each) for each in _listed(boosters))) if self.boosts <= MOST_NAMED else None
        )
        self.answerers: tuple[int, ...] = tuple(orjson.loads(row[9])) if self.open_answers else ()
        self.closed_answers = closed_answers
        self.touched_by: Collection[int] | None = None
        if self.likers is not None and self.keepers is not None and self.boosters is not None:
            passed_on = [who for _id, who in self.boosters]
            self.touched_by = _few({*self.likers, *self.keepers, *passed_on})

    def done_by(self, person_id: int | None) -> tuple[bool, bool, bool] | None:
        """Did she like, pass on, keep it? None where too many did something."""
        if self.likers is None or self.keepers is None or self.boosters is None:
            return None
        boosted = any(who == person_id for _id, who in self.boosters)
        return person_id in self.likers, boosted, person_id in self.keepers


def _people_in(written: str | None, count: int) -> Collection[int] | None:
    """None where they are too many."""
    if count > MOST_NAMED:
        return None
    return _few(set(_listed(written))) if count else ()


def _few(people: set[int]) -> Collection[int]:
    """Of very few a tuple: it takes a quarter of the room, and is looked through as quickly."""
    same = map(one_of_each.__getitem__, people)
    return tuple(same) if len(people) <= _VERY_FEW else frozenset(same)


def _listed(written: str | None) -> list[Any]:
    """PostgreSQL makes NULL of nothing, SQLite an empty list."""
    found: list[Any] = orjson.loads(written) if written else []
    return found


#: Where a row says how often.
_HOW_OFTEN = (1, 3, 5, 7, 8)
#: One for all with which nobody did anything: most.
NOTHING = Tally((0, 0, None, 0, None, 0, None, 0, 0, None))


def learn(reading: Reading, ids: Sequence[int]) -> list[Known]:
    """Those of `ids` that exist, in no order. Raises TookTooLong."""
    return [Known(row) for row in _asked(reading, _KNOWN, ids)]


def count(reading: Reading, posts: Sequence[Known]) -> None:
    """Give each its tally. Raises TookTooLong."""
    by_id = {each.id: each for each in posts}
    closed: dict[int, tuple[Known, ...]] = {}
    for row in _asked(reading, _CLOSED, list(by_id)):
        closed[row[0]] = (*closed.get(row[0], ()), Known(row[1:]))
    for row in _asked(reading, _TALLY, list(by_id)):
        is_nothing = row[0] not in closed and not any(row[at] for at in _HOW_OFTEN)
        by_id[row[0]].recount(NOTHING if is_nothing else Tally(row, closed.get(row[0], ())))


def did(reading: Reading, post_id: int, person_id: int | None) -> tuple[bool, bool, bool]:
    """Did she like, pass on, keep it? For posts with which too many did something. Raises TookTooLong."""
    ((liked, boosted, kept),) = reading.ask(_DID, (post_id, person_id) * 3)
    return bool(liked), bool(boosted), bool(kept)


def _asked(reading: Reading, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows for all these ids; lists are filled up, so that few statements serve all."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), _LENGTHS[-1]):
        part = list(ids[start : start + _LENGTHS[-1]])
        length = next(each for each in _LENGTHS if each >= len(part))
        part += part[-1:] * (length - len(part))
        found += reading.ask(sql.format(ids=", ".join("?" * length)), part)
    return found


_DID = """
    SELECT EXISTS (SELECT 1 FROM posts_favourite WHERE post_id = ? AND person_id = ?),
    EXISTS (SELECT 1 FROM posts_boost WHERE post_id = ? AND person_id = ?),
    EXISTS (SELECT 1 FROM posts_bookmark WHERE post_id = ? AND person_id = ?)
"""
_COLUMNS = """
    p.id, p.author_id, a.domain, p.audience, p.circle_of_id, p.in_reply_to_id, r.author_id, p.waits_for_id,
    p.removed_at IS NOT NULL, p.thread_id, p.group_id,
    p.poll_id IS NOT NULL OR p.quoted_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM posts_attachment t JOIN media_medium m ON m.id = t.medium_id
        WHERE t.post_id = p.id AND m.state != 'ready'),
    p.quoted_id,
    EXISTS (SELECT 1 FROM posts_profilepin i WHERE i.post_id = p.id),
    CASE WHEN p.audience IN ('followers', 'mutuals') THEN
        (SELECT json_group_array(n.person_id) FROM posts_mention n WHERE n.post_id = p.id) END
    FROM posts_post p JOIN people_person a ON a.id = p.author_id
    LEFT JOIN posts_post r ON r.id = p.in_reply_to_id
"""
_KNOWN = f"SELECT {_COLUMNS} WHERE p.id IN ({{ids}})"
_CLOSED = f"""
    SELECT p.in_reply_to_id, {_COLUMNS}
    WHERE p.in_reply_to_id IN ({{ids}}) AND p.removed_at IS NULL
    AND (p.audience NOT IN {_OPEN} OR p.waits_for_id IS NOT NULL)
"""


def _people(table: str, named: str = "person_id") -> str:
    few = f"SELECT id, person_id FROM {table} WHERE post_id = p.id LIMIT {MOST_NAMED}"  # noqa: S608 - as above
    return f"""(SELECT COUNT(*) FROM {table} WHERE post_id = p.id),
        (SELECT json_group_array({named}) FROM ({few}) AS few)"""  # noqa: S608 - as above


_ANSWERS = (
    f"r.in_reply_to_id = p.id AND r.removed_at IS NULL AND r.waits_for_id IS NULL AND r.audience IN {_OPEN}"
)
_TALLY = f"""
    SELECT p.id, {_people("posts_favourite")},
    {_people("posts_boost", "json_array(id, person_id)")},
    {_people("posts_bookmark")},
    (SELECT COUNT(*) FROM posts_post q JOIN posts_quoteconsent c ON c.post_id = q.id
        WHERE q.quoted_id = p.id AND q.removed_at IS NULL AND c.state = 'given'),
    (SELECT COUNT(*) FROM posts_post r WHERE {_ANSWERS}),
    (SELECT json_group_array(one) FROM
        (SELECT r.author_id AS one FROM posts_post r WHERE {_ANSWERS} LIMIT {MOST_NAMED}) AS few)
    FROM posts_post p WHERE p.id IN ({{ids}})
"""  # noqa: S608 - as above
