"""What is known of who reads: whom she follows, and what she does not want to see."""

from __future__ import annotations

from itertools import count
from typing import Any

from commonhold.ground.changes.reading import Reading
from commonhold.social.memory.known import NOBODY, one_of_each
from commonhold.social.people.queries import ANYONE, Viewer

Row = tuple[Any, ...]
_NOWHERE: frozenset[str] = frozenset()
_numbers = count(1)


class Reader:
    """Somebody who reads, or anyone.

    `mine` are she and those whom she follows, `wanted` those of them whose words she reads. `filters` is
    whatever a door made of hers; `is_filtering`, that she has some; `reads_labels`, that she subscribed to
    a labeler: whoever has time asks what those say.
    `told` are pages of what she was told. `number` is another one for each time that she is met.
    """

    __slots__ = (
        "apart",
        "boosts_hidden",
        "domains",
        "filtered",
        "filters",
        "groups",
        "hidden",
        "id",
        "is_filtering",
        "is_member",
        "mine",
        "muted",
        "muted_threads",
        "number",
        "reads_labels",
        "tags",
        "told",
        "unwanted",
        "viewer",
        "wanted",
    )

    def __init__(self, person_id: int | None) -> None:
        self.id, self.number = person_id, next(_numbers)
        self.viewer = ANYONE if person_id is None else Viewer(person_id)
        self.hidden = self.muted = self.boosts_hidden = self.apart = self.unwanted = NOBODY
        self.groups = self.tags = self.muted_threads = self.mine = self.wanted = NOBODY
        self.domains: frozenset[str] = _NOWHERE
        self.is_member = self.is_filtering = self.reads_labels = False
        self.filters: Any = None
        self.filtered: dict[Any, Any] = {}
        self.told: dict[Any, Any] = {}

    def follows(self, person_id: int | None) -> bool:
        return person_id in self.mine and person_id != self.id


def meet(reading: Reading, person_id: int | None) -> Reader:
    """Who this is to us. Raises TookTooLong."""
    reader = Reader(person_id)
    if person_id is None:
        return reader

    def ids(sql: str, *also: int) -> frozenset[int]:
        found = {one_of_each[row[0]] for row in reading.ask(sql, (person_id, *also))}
        return frozenset(found) if found else NOBODY  # of a set, for it takes no more room than it must

    reader.hidden = ids(_HIDDEN, person_id)
    reader.domains = frozenset(row[0] for row in reading.ask(_DOMAINS, (person_id,))) or _NOWHERE
    reader.muted, reader.boosts_hidden = ids(_MUTED), ids(_BOOSTS_HIDDEN)
    if reader.domains:
        reader.boosts_hidden |= ids(_FOLLOWED_THERE, person_id)
    reader.apart = ids(_APART) - {person_id}
    reader.unwanted = reader.hidden | reader.muted | reader.apart
    reader.mine = frozenset({*ids(_FOLLOWS), person_id})
    unwanted = (reader.mine & reader.unwanted) - {person_id}
    reader.wanted = reader.mine - unwanted if unwanted else reader.mine
    reader.groups, reader.tags, reader.muted_threads = ids(_GROUPS), ids(_TAGS), ids(_THREADS)
    found = reading.ask(_IS, (person_id, person_id, person_id))
    ((reader.is_member, reader.is_filtering, reader.reads_labels),) = found
    return reader


_FOLLOWS = "SELECT followed_id FROM people_follow WHERE follower_id = ? AND accepted_at IS NOT NULL"
_HIDDEN = """
    SELECT blocked_id FROM people_block WHERE person_id = ?
    UNION SELECT person_id FROM people_block WHERE blocked_id = ?
"""
_DOMAINS = "SELECT domain FROM people_serverblock WHERE person_id = ?"
_FOLLOWED_THERE = """
    SELECT f.followed_id FROM people_follow f JOIN people_person p ON p.id = f.followed_id
    WHERE f.follower_id = ? AND p.domain IN (SELECT domain FROM people_serverblock WHERE person_id = ?)
"""
_MUTED = "SELECT muted_id FROM people_mute WHERE person_id = ?"
_BOOSTS_HIDDEN = "SELECT of_id FROM people_boostshidden WHERE person_id = ?"
_APART = """
    SELECT l.person_id FROM lists_list o JOIN lists_listing l ON l.list_id = o.id
    WHERE o.owner_id = ? AND o.is_exclusive
"""
_GROUPS = "SELECT group_id FROM groups_groupmember WHERE person_id = ? AND until IS NULL"
_TAGS = "SELECT tag_id FROM tags_tagfollow WHERE person_id = ?"
_THREADS = "SELECT thread_id FROM posts_threadmute WHERE person_id = ?"
_IS = """
    SELECT EXISTS (SELECT 1 FROM people_standing WHERE person_id = ? AND kind = 'member' AND until IS NULL),
    EXISTS (SELECT 1 FROM filters_filter WHERE owner_id = ?),
    EXISTS (SELECT 1 FROM labels_subscription WHERE person_id = ?)
"""
