"""Pieces joined for one reader. What is missing is named, made elsewhere, and joined the next time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import orjson

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.front.bodies import Body, Face, compact
from commonhold.ground import ids
from commonhold.social.filters.matching import Place
from commonhold.social.memory.answers import answers
from commonhold.social.memory.home import Stand, TooFar
from commonhold.social.memory.known import Known, did
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import ASKED

_NO, _YES = b"false", b"true"


class Missing(Exception):
    """Bodies of these posts and faces of these people are to be made first."""

    def __init__(self, posts: list[int], people: list[int]) -> None:
        super().__init__()
        self.posts, self.people = posts, people


def joined(memory: Memory, reader: Reader, stands: Sequence[Stand], place: Place | None) -> bytes:
    """A list of statuses. What her filters hide in this place is left out. Raises Missing, TooFar."""
    return b"[" + b",".join([each for each in written(memory, reader, stands, place) if each]) + b"]"


def written(
    memory: Memory,
    reader: Reader,
    stands: Sequence[Stand],
    place: Place | None,
    *,
    beside: Collection[int] = (),
) -> list[bytes]:
    """Each of them, empty where a filter hides it. The faces `beside` are there afterwards.

    Raises Missing and TooFar.
    """
    memory.count([each.post for each in stands])
    found = [_quickly(memory, reader, each, place) for each in stands]
    unclear = [stand for stand, made in zip(stands, found, strict=True) if made is None]
    if unclear or beside:
        _must_be_there(memory, reader, unclear, beside)
    return [
        _entry(memory, reader, stand, place) if made is None else made
        for stand, made in zip(stands, found, strict=True)
    ]


def _quickly(memory: Memory, reader: Reader, stand: Stand, place: Place | None) -> bytes | None:
    """A post that looks to this reader as it does to most; None where it may not."""
    post, me = stand.post, reader.id
    tally: Any = post.tally
    known = tally.written
    if (
        known is None
        or stand.booster is not None
        or me is None
        or tally.touched_by is None
        or me in tally.touched_by
        or post.author == me
        or known[0] is not memory.people.get(post.author)
        or (reader.muted_threads and post.thread in reader.muted_threads)
        or tally.closed_answers
        or (tally.open_answers and (reader.hidden or reader.domains))
    ):
        return None
    if reader.is_filtering:
        hides, filtered = _filtered(reader, post, post.body, place)
        if hides:
            return b""
        if filtered != _MEETS_NONE:
            return None
    whole: bytes = known[1]
    return whole


def one(memory: Memory, reader: Reader, post: Known) -> bytes:
    """A single status, which no filter hides. Raises Missing, TooFar."""
    stand = Stand(post.id, post, None)
    _must_be_there(memory, reader, [stand])
    memory.count([post])
    return _entry(memory, reader, stand, None)


def body_of(memory: Memory, reader: Reader, post: Known) -> Body | None:
    """What is made of a post for this reader, if it is there and still true."""
    if not post.is_peculiar:
        body: Body | None = post.body
        return body
    made: Peculiar | None = memory.peculiar.get((reader.id, post.id))
    return made.body if made is not None and made.rests_on == rests_on(memory, reader, post) else None


class Peculiar(NamedTuple):
    """A body for one reader, and what it was made of, each the very same object."""

    body: Body
    rests_on: tuple[object, ...]


def rests_on(memory: Memory, reader: Reader, post: Known) -> tuple[object, ...]:
    """What a peculiar body is made of: another object of any of them makes it untrue. Raises TooFar."""
    if post.quoted is None:
        return (reader, post)
    quoted = memory.posts([post.quoted]).get(post.quoted)
    if quoted is None or reader.is_filtering or quoted.audience in ASKED:
        raise TooFar
    memory.count([quoted])
    return (reader, post, quoted, quoted.tally, memory.people.get(quoted.author))


def _must_be_there(
    memory: Memory, reader: Reader, stands: Sequence[Stand], beside: Collection[int] = ()
) -> None:
    posts: list[int] = []
    face_of: Callable[[int], Face | None] = memory.people.get
    people = {each for each in beside if (face := face_of(each)) is None or face.of(reader.id) is None}
    for each in stands:
        post = each.post
        if body_of(memory, reader, post) is None:
            posts.append(post.id)
        shown = [post.author] if each.booster is None else [post.author, each.booster]
        if post.quoted is not None:
            shown += [known.author for known in memory.posts([post.quoted]).values()]
        for person in shown:
            face = face_of(person)
            if face is None or face.of(reader.id) is None:
                people.add(person)
    if posts or people:
        raise Missing(posts, list(people))


def _entry(memory: Memory, reader: Reader, stand: Stand, place: Place | None) -> bytes:
    """Empty when a filter hides it."""
    post, tally = stand.post, stand.post.tally
    body = body_of(memory, reader, post)
    if tally is None or body is None:
        raise TooFar
    filtered = _MEETS_NONE
    if reader.is_filtering:
        hides, filtered = _filtered(reader, post, body, place)
        if hides:
            return b""
    me = reader.id
    counts = (
        b"%d" % answers(memory.reading, reader, post),
        b"%d" % tally.boosts,
        b"%d" % tally.likes,
        b"%d" % tally.quotes,
    )
    if me is None:
        quoting, hers = body.anyones, b""
    else:
        quoting = b'"automatic"' if me == post.author else body.quoting
        hers = _hers(memory, reader, post, filtered)
    a, b, c, d, e, f, g = body.parts
    account: Any = memory.people.get(post.author).of(me)  # type: ignore[union-attr]  # looked at before
    whole = b"".join(
        (a, counts[0], b, counts[1], c, counts[2], d, counts[3], e, account, f, quoting, g, hers, b"}")
    )
    if stand.booster is None:
        face: Face | None = memory.people.get(post.author)
        is_shared = face is not None and face.for_all is not None and not post.is_peculiar
        looks_so_to_most = hers == _UNTOUCHED_BY_ANY and counts[0] == b"%d" % tally.open_answers
        if is_shared and looks_so_to_most and me != post.author:
            tally.written = (face, whole)
        return whole
    booster: Any = memory.people.get(stand.booster).of(me)  # type: ignore[union-attr]  # looked at before
    at, url = stand.place, body.url
    values = (
        orjson.dumps(str(at)),
        orjson.dumps(instant(ids.time_of(at))),
        orjson.dumps(f"{url}/boosts/{at}"),
        *counts,
        booster,
        quoting,
        whole,
    )
    parts = [each for pair in zip(body.around, values, strict=False) for each in pair]
    return b"".join((*parts, body.around[-1], hers, b"}"))


def _hers(memory: Memory, reader: Reader, post: Known, filtered: bytes) -> bytes:
    """What the reader did with it."""
    tally, me = post.tally, reader.id
    if tally is None or tally.likers is None or tally.keepers is None or tally.boosters is None:
        liked, boosted, kept = did(memory.reading, post.id, me)
    else:
        liked, kept = me in tally.likers, me in tally.keepers
        boosted = bool(tally.boosts) and any(who == me for _id, who in tally.boosters)
    pinned = b"" if post.author != me else b',"pinned":' + (_YES if post.is_pinned else _NO)
    if not (liked or boosted or kept or reader.muted_threads):
        return _UNTOUCHED + filtered + pinned
    marks = (liked, boosted, kept, post.thread in reader.muted_threads)
    return _MARKS % tuple(_YES if each else _NO for each in marks) + filtered + pinned


def _filtered(reader: Reader, post: Known, body: Body, place: Place | None) -> tuple[bool, bytes]:
    """Does a filter hide it there, and which does it meet? Remembered while the post stays the same."""
    key = (post.id, place)
    known = reader.filtered.get(key)
    if known is not None and known[0] is body:
        return known[1], known[2]
    words, named = ((), None) if post.author == reader.id else (body.words, post.id)
    hides = reader.filters.hides_words(words, place, post_id=named)
    met = reader.filters.met_by(words, place, post_id=named)
    found = hides, compact(met) if met else _MEETS_NONE
    if len(reader.filtered) > _REMEMBERED:
        reader.filtered.clear()
    reader.filtered[key] = (body, *found)
    return found


_REMEMBERED = 200
_MEETS_NONE = b"[]"
_MARKS = b',"favourited":%b,"reblogged":%b,"bookmarked":%b,"muted":%b,"filtered":'
_UNTOUCHED = _MARKS % (_NO, _NO, _NO, _NO)
_UNTOUCHED_BY_ANY = _UNTOUCHED + _MEETS_NONE
