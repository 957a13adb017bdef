"""Lists of posts for a reader who is known: what everybody may read, what bears a tag, what somebody said."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import chain

from commonhold.ground.ids import LARGEST
from commonhold.social.memory.home import Stand, TooFar
from commonhold.social.memory.known import Known
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import is_plain, seen

_SPARE, _ROUNDS = 5, 6
Row = tuple[int, ...]


def public(memory: Memory, reader: Reader, *, before: int | None, limit: int, is_local: bool) -> list[Stand]:
    """What people said to everybody, as `posts.queries.public_latest` has it. Raises TooFar, TookTooLong."""

    quiet = () if is_local else tuple(row[0] for row in memory.reading.ask(_QUIET))

    def stands(post: Known) -> bool:
        is_here = not post.domain or not (is_local or _is_beneath(post.domain, quiet))
        return is_here and post.author not in reader.muted and is_plain(reader, post)

    return _downwards(memory, _PUBLIC, before=before, limit=limit, stands=stands)


def _is_beneath(domain: str, names: Sequence[str]) -> bool:
    return any(domain == each or domain.endswith(f".{each}") for each in names)


def tagged(memory: Memory, reader: Reader, name: str, *, before: int | None, limit: int) -> list[Stand]:
    """What bears the tag of this name, as `posts.tagged.by_tag` gives it. Raises TooFar, TookTooLong."""
    known = memory.reading.ask(_TAG, (name,))
    if not known:
        raise TooFar

    def stands(post: Known) -> bool:
        is_said_to_all = post.audience == "public" and not post.is_removed
        # An answer that waits to be let in is there for its author and for who lets it in.
        return is_said_to_all and (is_plain(reader, post) or bool(seen(memory.reading, reader, [post])))

    return _downwards(memory, _TAGGED, known[0][0], before=before, limit=limit, stands=stands)


def said(
    memory: Memory, reader: Reader, person_id: int, *, before: int | None, limit: int, with_answers: bool
) -> list[Stand]:
    """What somebody said and passed on, as `feeds.of_person` gives it. Raises TooFar, TookTooLong."""
    if person_id in reader.hidden or reader.domains or not memory.reading.ask(_IS_HERE, (person_id,)):
        raise TooFar
    found: list[Stand] = []
    top = LARGEST if before is None else before
    wide = limit + _SPARE
    for _round in range(_ROUNDS):
        rows = _said_below(memory, person_id, top, wide)
        found += _of_person(memory, reader, person_id, rows, with_answers=with_answers)
        if len(rows) < wide or len(found) >= limit:
            return found[:limit]
        top = rows[-1][0]
    raise TooFar


def _said_below(memory: Memory, person_id: int, top: int, wide: int) -> list[Row]:
    """What she said and passed on below a place; the newest is kept, for most people read no further."""
    kept = memory.said[person_id] if top == LARGEST else None
    if kept is not None and kept[0] == wide:
        return list(zip(kept[1][::2], kept[1][1::2], strict=True))
    rows = memory.reading.ask(_SAID, (person_id, top, wide, person_id, top, wide, wide))
    if top == LARGEST:
        memory.said.put(person_id, (wide, array("q", chain.from_iterable(rows))))
    return rows


def _downwards(
    memory: Memory,
    sql: str,
    *params: int,
    before: int | None,
    limit: int,
    stands: Callable[[Known], bool],
) -> list[Stand]:
    """Posts that `stands` lets through, from `before` on."""
    found: list[Stand] = []
    top = LARGEST if before is None else before
    wide = limit + _SPARE
    for _round in range(_ROUNDS):
        ids = [row[0] for row in memory.reading.ask(sql, (*params, top, wide))]
        posts = memory.posts(ids)
        there = (posts[each] for each in ids if each in posts)
        found += [Stand(each.id, each, None) for each in there if stands(each)]
        if len(ids) < wide or len(found) >= limit:
            return found[:limit]
        top = ids[-1]
    raise TooFar


def _of_person(
    memory: Memory, reader: Reader, person_id: int, rows: Sequence[Row], *, with_answers: bool
) -> list[Stand]:
    posts = memory.posts(row[1] for row in rows)
    here = [(place, posts[post_id]) for place, post_id in rows if post_id in posts]
    if any(place != post.id for place, post in here) and person_id in reader.boosts_hidden:
        here = [(place, post) for place, post in here if place == post.id]
    wanted = [
        (place, post)
        for place, post in here
        if not post.is_removed
        and post.audience != "direct"
        and (
            _is_own(post, person_id, with_answers=with_answers)
            if place == post.id
            else post.is_open and post.author != person_id and post.author not in reader.muted
        )
    ]
    asked = [post for _place, post in wanted if not is_plain(reader, post)]
    visible = seen(memory.reading, reader, asked) if asked else set()
    return [
        Stand(place, post, None if place == post.id else person_id)
        for place, post in wanted
        if is_plain(reader, post) or post.id in visible
    ]


def _is_own(post: Known, person_id: int, *, with_answers: bool) -> bool:
    return with_answers or post.answers is None or post.answered == person_id


_IS_HERE = "SELECT 1 FROM people_person WHERE id = ? AND removed_at IS NULL"
_PUBLIC = """
    SELECT id FROM posts_post INDEXED BY posts_latest_public
    WHERE audience = 'public' AND in_reply_to_id IS NULL AND removed_at IS NULL AND id < ?
    ORDER BY id DESC LIMIT ?
"""
_QUIET = "SELECT domain FROM servers_serverpolicy WHERE until IS NULL AND kind <> 'allow'"
_TAG = "SELECT id FROM tags_tag WHERE name = ?"
_TAGGED = "SELECT post_id FROM posts_tagging WHERE tag_id = ? AND post_id < ? ORDER BY post_id DESC LIMIT ?"
_SAID = """
    SELECT * FROM (SELECT id AS place, id AS post FROM posts_post
        WHERE author_id = ? AND id < ? ORDER BY id DESC LIMIT ?) AS own
    UNION ALL SELECT * FROM (SELECT id AS place, post_id AS post FROM posts_boost
        WHERE person_id = ? AND id < ? ORDER BY id DESC LIMIT ?) AS passed_on
    ORDER BY place DESC LIMIT ?
"""
