"""Lists of posts for a reader who is known: what everybody may read, what bears a tag, what somebody said."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from commonhold.ground.ids import LARGEST
from commonhold.social.memory.known import Known
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import is_plain, is_told, seen
from commonhold.social.memory.stands import Boost, Stand, TooFar, without_unseen

_SPARE, _ROUNDS = 5, 6
_WIDTH, _LOOKS = 2, 2  # a public page is looked for among so many times its length of lines, so often
Row = tuple[int, ...]
#: Which of these posts stand in a list, in their order.
Among = Callable[[Sequence[Known | None]], list[Known]]


def public(memory: Memory, reader: Reader, *, before: int | None, limit: int, is_local: bool) -> list[Stand]:
    """What people said to everybody, as `posts.queries.public_latest` has it. Raises TooFar, TookTooLong."""
    quiet = () if is_local else tuple(row[0] for row in memory.reading.ask(_QUIET))
    hidden, muted, domains = reader.hidden, reader.muted, reader.domains

    def is_here(domain: str) -> bool:
        return not is_local and domain not in domains and not _is_beneath(domain, quiet)

    def among(posts: Sequence[Known | None]) -> list[Known]:
        return [
            each
            for each in posts
            if each is not None
            and each.is_quick
            and each.audience == "public"
            and each.author not in hidden
            and each.author not in muted
            and (not each.domain or is_here(each.domain))
        ]

    found, top = _among_lines(memory, among, before=before, limit=limit)
    if len(found) < limit:
        found += _downwards(memory, _PUBLIC, before=top, limit=limit - len(found), among=among)
    return [*found[:limit]]


def _among_lines(
    memory: Memory, among: Among, *, before: int | None, limit: int
) -> tuple[list[Known], int | None]:
    """What stands among the first lines from `before` on, and where those that were not looked at begin."""
    top = LARGEST if before is None else before
    block, end = next(memory.lines.below(memory.reading, top))
    places, boosted = block.places, block.posts
    found: list[Known] = []
    for _look in range(_LOOKS):
        if not end or len(found) >= limit:
            break
        start = max(0, end - _WIDTH * limit)
        found += among(memory.each([places[at] for at in range(end - 1, start - 1, -1) if not boosted[at]]))
        before, end = places[start], start
    return found, before


def _is_beneath(domain: str, names: Sequence[str]) -> bool:
    return any(domain == each or domain.endswith(f".{each}") for each in names)


def tagged(memory: Memory, reader: Reader, name: str, *, before: int | None, limit: int) -> list[Stand]:
    """What bears the tag of this name, as `posts.tagged.by_tag` gives it. Raises TooFar, TookTooLong."""
    hidden, domains = reader.hidden, reader.domains

    def among(posts: Sequence[Known | None]) -> list[Known]:
        said = [each for each in posts if each is not None and each.audience == "public"]
        # An answer that waits to be let in is there for its author and for who lets it in.
        return [
            each
            for each in said
            if (each.is_free and each.author not in hidden and not domains)
            or (not each.is_removed and (is_told(reader, each) or seen(memory.reading, reader, [each])))
        ]

    found = _downwards(memory, _TAGGED, name, before=before, limit=limit, among=among)
    if not found and not memory.reading.ask(_TAG, (name,)):
        raise TooFar
    return [*found]


def _downwards(
    memory: Memory, sql: str, *params: object, before: int | None, limit: int, among: Among
) -> list[Known]:
    """Posts that stand there, from `before` on."""
    found: list[Known] = []
    top = LARGEST if before is None else before
    wide = limit + _SPARE
    for _round in range(_ROUNDS):
        ids = [row[0] for row in memory.reading.ask(sql, (*params, top, wide))]
        found += among(memory.each(ids))
        if len(ids) < wide or len(found) >= limit:
            return found[:limit]
        top = ids[-1]
    raise TooFar


def said(
    memory: Memory, reader: Reader, person_id: int, *, before: int | None, limit: int, with_answers: bool
) -> list[Stand]:
    """What somebody said and passed on, as `feeds.of_person` gives it. Raises TooFar, TookTooLong."""
    if person_id in reader.hidden or reader.domains:
        raise TooFar
    found: list[Stand] = []
    top = LARGEST if before is None else before
    wide = limit + _SPARE
    for _round in range(_ROUNDS):
        places, ids = _said_below(memory, person_id, top, wide)
        posts = memory.each(ids)
        left = limit - len(found)
        rows = zip(places, posts, strict=True)
        found += _of_person(memory, reader, rows, by=person_id, most=left, with_answers=with_answers)
        if len(places) < wide or len(found) >= limit:
            return found[:limit]
        top = places[-1]
    raise TooFar


def _said_below(memory: Memory, person_id: int, top: int, wide: int) -> tuple[Sequence[int], Sequence[int]]:
    """Places and posts of what she said and passed on below a place. Raises TooFar for whoever is not here.

    The newest is kept while she is here and says no more, for most people read no further.
    """
    kept = memory.said[person_id] if top == LARGEST else None
    if kept is not None and kept[0] == wide:
        return kept[1], kept[2]
    if not memory.reading.ask(_IS_HERE, (person_id,)):
        raise TooFar
    rows = memory.reading.ask(_SAID, (person_id, top, wide, person_id, top, wide, wide))
    places = array("q", [row[0] for row in rows])
    posts = array("q", [row[1] for row in rows])
    if posts == places:
        posts = places
    if top == LARGEST:
        memory.said.put(person_id, (wide, places, posts))
    return places, posts


def _of_person(
    memory: Memory,
    reader: Reader,
    rows: Iterable[tuple[int, Known | None]],
    *,
    by: int,
    most: int,
    with_answers: bool,
) -> list[Stand]:
    """Which of these rows she shows to this reader, until there are at least so many."""
    found: list[Stand] = []
    unclear: list[Stand] = []
    no_boosts = by in reader.boosts_hidden
    for place, post in rows:
        if post is None:
            continue
        if place == post.id:
            if post.is_quick or (with_answers and post.is_free):
                found.append(post)
            elif _is_own(post, by, with_answers=with_answers):
                found.append(post)
                if not is_told(reader, post):
                    unclear.append(post)
        elif not no_boosts and _is_passed_on(reader, by, post):
            found.append(Boost(place, post, by))
            if not is_plain(reader, post):
                unclear.append(found[-1])
        if len(found) >= most + len(unclear):
            break
    return without_unseen(memory.reading, reader, found, unclear)


def _is_own(post: Known, person_id: int, *, with_answers: bool) -> bool:
    if post.is_removed or post.audience == "direct":
        return False
    return with_answers or post.answers is None or post.answered == person_id


def _is_passed_on(reader: Reader, person_id: int, post: Known) -> bool:
    is_there = post.is_open and not post.is_removed
    return is_there and post.author != person_id and post.author not in reader.muted


_IS_HERE = "SELECT 1 FROM people_person WHERE id = ? AND removed_at IS NULL"
_PUBLIC = """
    SELECT id FROM posts_post INDEXED BY posts_latest_public
    WHERE audience = 'public' AND in_reply_to_id IS NULL AND removed_at IS NULL AND id < ?
    ORDER BY id DESC LIMIT ?
"""
_QUIET = "SELECT domain FROM servers_serverpolicy WHERE until IS NULL AND kind <> 'allow'"
_TAG = "SELECT id FROM tags_tag WHERE name = ?"
_TAGGED = f"""
    SELECT post_id FROM posts_tagging WHERE tag_id = ({_TAG}) AND post_id < ? ORDER BY post_id DESC LIMIT ?
"""  # noqa: S608 - our own words
_SAID = """
    SELECT * FROM (SELECT id AS place, id AS post FROM posts_post
        WHERE author_id = ? AND id < ? ORDER BY id DESC LIMIT ?) AS own
    UNION ALL SELECT * FROM (SELECT id AS place, post_id AS post FROM posts_boost
        WHERE person_id = ? AND id < ? ORDER BY id DESC LIMIT ?) AS passed_on
    ORDER BY place DESC LIMIT ?
"""
