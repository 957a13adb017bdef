"""A thread around one of its posts for a reader who is known, as `posts.threads.context` gives it."""

from __future__ import annotations

from commonhold.social.memory.known import Known
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import is_plain, seen
from commonhold.social.memory.stands import TooFar
from commonhold.social.posts.threads import around, rows_of

#: Who wrote in a thread, and what stands around some of its posts.
Kept = tuple[frozenset[int], dict[tuple[int, int], tuple[list[int], list[int]]]]
_LONGEST = 600  # posts of a thread


def context(memory: Memory, reader: Reader, post_id: int, *, most: int) -> tuple[list[Known], list[Known]]:
    """What led to a post, and what answers it. Raises TooFar and TookTooLong."""
    here = memory.posts([post_id]).get(post_id)
    if here is None or here.is_removed or not seen(memory.reading, reader, [here]):
        raise TooFar
    key = (post_id, most)
    threads = memory.threads[here.thread]
    if threads is not None and key in threads[1] and _sees_all_of_it(reader, threads[0]):
        way, below = threads[1][key]
    else:
        way, below = _read(memory, reader, here, most)
    posts = memory.each([*way, *below])
    return _there(posts[: len(way)]), _there(posts[len(way) :])


def _read(memory: Memory, reader: Reader, here: Known, most: int) -> tuple[list[int], list[int]]:
    ids = [row[0] for row in memory.reading.ask(_THREAD, (here.thread, _LONGEST + 1))]
    if len(ids) > _LONGEST:
        raise TooFar
    posts = sorted(memory.posts(ids).values(), key=lambda each: each.id)
    plain = all(is_plain(reader, each) for each in posts)
    visible = set(ids) if plain else seen(memory.reading, reader, posts)
    rows = [
        (each.id, each.answers, each.author, each.id in visible, each.is_removed or None, each.waits_for)
        for each in posts
    ]
    found = around(rows_of(rows, reader.id, here.id), here.id, most=most)
    if plain:
        kept: Kept = memory.threads[here.thread] or (frozenset(each.author for each in posts), {})
        kept[1][(here.id, most)] = found
        memory.threads.put(here.thread, kept)
    return found


def _sees_all_of_it(reader: Reader, authors: frozenset[int]) -> bool:
    """A thread is kept where everybody may read all of it: then only whom she hides makes a difference."""
    return not reader.domains and reader.hidden.isdisjoint(authors)


def _there(posts: list[Known | None]) -> list[Known]:
    return [each for each in posts if each is not None and not each.is_removed]


_THREAD = "SELECT id FROM posts_post WHERE thread_id = ? LIMIT ?"
