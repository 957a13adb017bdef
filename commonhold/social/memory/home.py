"""The home feed of a known reader from known posts: the same as `feeds/home.py` gives."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from commonhold.ground.ids import LARGEST
from commonhold.social.memory.known import Known
from commonhold.social.memory.lines import Block
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import is_plain, is_told
from commonhold.social.memory.stands import Boost, Stand, TooFar, without_unseen

_FARTHEST = 8_192  # lines that are walked for one page
_SPARE = 10  # lines that are looked at beside those that fill a page: not each of them stands there


def page(memory: Memory, reader: Reader, *, before: int | None, limit: int) -> list[Stand]:
    """Newest first. Raises TooFar and TookTooLong."""
    if reader.id is None:
        raise TooFar
    found: list[Stand] = []
    walked = 0
    for block, length in memory.lines.below(memory.reading, LARGEST if before is None else before):
        lines = _hers(memory, reader, block, length)
        end = len(lines)
        while end and len(found) < limit:
            left = limit - len(found)
            start = max(0, end - left - _SPARE)
            found += _stands(memory, reader, block, lines[start:end], left)
            end = start
        if len(found) >= limit:
            break
        walked += length
        if walked > _FARTHEST:
            raise TooFar
    return found[:limit]


def _hers(memory: Memory, reader: Reader, block: Block, length: int) -> array[int]:
    """Which of the first `length` lines may stand in her feed, oldest first."""
    lines = memory.lines.of(block, reader.wanted, reader.number)
    if length < len(block.places):
        lines = lines[: bisect_left(lines, length)]
    if length and (reader.groups or reader.tags):
        lines = array("H", sorted({*lines, *_beside(memory, reader, block, 0, length)}))
    return lines


def _stands(memory: Memory, reader: Reader, block: Block, lines: array[int], most: int) -> list[Stand]:
    """What of these lines stands in her feed, the newest first, until there are at least so many."""
    lines.reverse()
    places, boosted, who = block.places, block.posts, block.who
    posts = memory.each([boosted[at] or places[at] for at in lines])
    are_hers = not (reader.domains or reader.groups or reader.tags)
    found: list[Stand] = []
    unclear: list[Stand] = []
    for at, post in zip(lines, posts, strict=True):
        if post is None:
            continue
        if not boosted[at]:
            if post.is_quick and are_hers:
                found.append(post)
            elif _wants(reader, post):
                found.append(post)
                if not is_told(reader, post):
                    unclear.append(post)
                    continue
            else:
                continue
        elif _wants_boost(memory, reader, who[at], post):
            found.append(Boost(places[at], post, who[at]))
            if not is_plain(reader, post):
                unclear.append(found[-1])
                continue
        else:
            continue
        most -= 1
        if not most:
            break
    return without_unseen(memory.reading, reader, found, unclear)


def _beside(memory: Memory, reader: Reader, block: Block, start: int, count: int) -> list[int]:
    """Which lines are of groups that she belongs to, or bear a tag that she follows."""
    places = block.places
    cut = (places[start], places[count - 1], reader.id)
    rows = [
        *(memory.reading.ask(_IN_GROUPS, cut) if reader.groups else ()),
        *(memory.reading.ask(_TAGGED, cut) if reader.tags else ()),
    ]
    return [bisect_left(places, row[0], start, count) for row in rows]


def _wants(reader: Reader, post: Known) -> bool:
    """Would what was written stand there, if she may see it?"""
    if post.author in reader.wanted:
        if post.answers is not None and post.answered not in reader.mine and post.author != reader.id:
            return False
        return not post.is_removed and post.audience != "direct"
    if post.is_removed or post.audience == "direct" or post.author in reader.mine:
        return False
    is_beside = post.group in reader.groups if post.audience == "group" else post.audience == "public"
    return is_beside and post.answers is None and post.author not in reader.unwanted


def _wants_boost(memory: Memory, reader: Reader, who: int, post: Known) -> bool:
    """Would what somebody passed on stand there, if she may see it?"""
    if post.is_removed or not post.is_open or post.author == reader.id or post.author in reader.unwanted:
        return False
    if not reader.follows(who) or not _hears(reader, who):
        return False
    if reader.follows(post.author) and _is_to_my_people(reader, post):
        return False
    if reader.tags and post.audience == "public" and post.answers is None and _bears(memory, reader, post):
        return False
    memory.count([post])
    return _is_first(memory, reader, who, post)


def _is_to_my_people(reader: Reader, post: Known) -> bool:
    return post.answers is None or post.answered in reader.mine


def _bears(memory: Memory, reader: Reader, post: Known) -> bool:
    """Does it bear a tag that she follows?"""
    return bool(memory.reading.ask(_BEARS, (post.id, reader.id)))


def _hears(reader: Reader, booster: int) -> bool:
    return booster not in reader.unwanted and booster not in reader.boosts_hidden


def _is_first(memory: Memory, reader: Reader, who: int, post: Known) -> bool:
    """Did nobody else whom she reads pass it on earlier?"""
    known = None if post.tally is None else post.tally.boosters
    boosters = memory.reading.ask(_BOOSTERS, (post.id,)) if known is None else known
    heard = (each for _id, each in boosters if reader.follows(each) and _hears(reader, each))
    return next(heard, None) == who


_IN_GROUPS = """
    SELECT id FROM posts_post WHERE id BETWEEN ? AND ? AND group_id IN
    (SELECT group_id FROM groups_groupmember WHERE person_id = ? AND until IS NULL)
"""
_TAGGED = """
    SELECT post_id FROM posts_tagging WHERE post_id BETWEEN ? AND ? AND tag_id IN
    (SELECT tag_id FROM tags_tagfollow WHERE person_id = ?)
"""
_BEARS = """
    SELECT 1 FROM posts_tagging WHERE post_id = ? AND tag_id IN
    (SELECT tag_id FROM tags_tagfollow WHERE person_id = ?)
"""
_BOOSTERS = "SELECT id, person_id FROM posts_boost WHERE post_id = ? ORDER BY id"
