"""Pieces joined for one reader. What is missing is named, made elsewhere, and joined the next time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import orjson

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.front.bodies import Body, Face, compact, marks, shared
from commonhold.ground import ids
from commonhold.social.filters.matching import Place
from commonhold.social.memory.answers import answers
from commonhold.social.memory.home import Stand, TooFar
from commonhold.social.memory.known import MOST_NAMED, Known, Tally, did
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import ASKED

#: A status, to be joined with others: each ends with a comma. None where a filter hides it.
Pieces = tuple[bytes, ...]
_NOTHING: Pieces = ()


class Missing(Exception):
    """Bodies of these posts and faces of these people are to be made first."""

    def __init__(self, posts: list[int], people: list[int]) -> None:
        super().__init__()
        self.posts, self.people = posts, people


def joined(memory: Memory, reader: Reader, stands: Sequence[Stand], place: Place | None) -> bytes:
    """A list of statuses. What her filters hide in this place is left out. Raises Missing, TooFar."""
    pieces = [b"["]
    for each in written(memory, reader, stands, place):
        pieces += each
    return closed(pieces)


def closed(pieces: list[bytes]) -> bytes:
    """A list whose entries all end with a comma, and its last bracket."""
    if len(pieces) == 1:
        return b"[]"
    pieces[-1] = pieces[-1][:-1] + b"]"
    return b"".join(pieces)


def written(
    memory: Memory,
    reader: Reader,
    stands: Sequence[Stand],
    place: Place | None,
    *,
    beside: Collection[int] = (),
) -> list[Pieces]:
    """Each of them, without pieces where a filter hides it. The faces `beside` are there afterwards.

    What labels say is asked of the database alone, by whoever has time. Raises Missing and TooFar.
    """
    if reader.reads_labels:
        raise TooFar
    uncounted = [each.post for each in stands if each.post.tally is None]
    if uncounted:
        memory.count(uncounted)
    found = [_quickly(memory, reader, each, place) for each in stands]
    unclear = [stand for stand, made in zip(stands, found, strict=True) if made is None]
    if unclear or beside:
        _must_be_there(memory, reader, unclear, beside)
    return [
        _entry(memory, reader, stand, place) if made is None else made
        for stand, made in zip(stands, found, strict=True)
    ]


def _quickly(memory: Memory, reader: Reader, stand: Stand, place: Place | None) -> Pieces | None:
    """A post whose pieces all lie ready; None where they may not."""
    _at, post, booster = stand
    body, tally, me = post.body, post.tally, reader.id
    face = memory.people[post.author]
    if face is None or body is None or tally is None or me is None:
        return None
    if booster is not None or post.is_peculiar:
        return None
    account = face.for_all
    if account is None:
        return None
    filtered = _MEETS_NONE
    if reader.is_filtering and me != post.author:
        hides, filtered = _filtered(reader, post, body, place)
        if hides:
            return _NOTHING
    counts = tally.written
    if counts is None or (
        tally.open_answers
        and (
            reader.domains
            or not reader.hidden.isdisjoint(tally.answerers)
            or (reader.hidden and tally.open_answers > MOST_NAMED)
        )
    ):
        counts = _counts(memory, reader, post, tally)
    touched = tally.touched_by
    if touched is None or me in touched or reader.muted_threads or me == post.author:
        rest = body.rest_for(_marks(memory, reader, post, tally), is_mine=me == post.author)
        return (body.head, counts, body.middle, account, rest, filtered, _end(reader, post))
    return (body.head, counts, body.middle, account, body.rest, filtered, b"},")


def one(memory: Memory, reader: Reader, post: Known) -> bytes:
    """A single status, which no filter hides. Raises Missing, TooFar."""
    return b"".join(written(memory, reader, [Stand(post.id, post, None)], None)[0])[:-1]


def body_of(memory: Memory, reader: Reader, post: Known) -> Body | None:
    """What is made of a post for this reader, if it is there and still true."""
    if not post.is_peculiar:
        body: Body | None = post.body
        return body
    made: Peculiar | None = memory.peculiar[(reader.id, post.id)]
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
    return (reader, post, quoted, quoted.tally, memory.people[quoted.author])


def _must_be_there(
    memory: Memory, reader: Reader, stands: Sequence[Stand], beside: Collection[int] = ()
) -> None:
    posts: list[int] = []
    face_of: Callable[[int], Face | None] = memory.people.__getitem__
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


def _entry(memory: Memory, reader: Reader, stand: Stand, place: Place | None) -> Pieces:
    """Any post, and any boost."""
    post, tally, me = stand.post, stand.post.tally, reader.id
    body = body_of(memory, reader, post)
    if tally is None or body is None:
        raise TooFar
    filtered = _MEETS_NONE
    if reader.is_filtering and me != post.author:
        hides, filtered = _filtered(reader, post, body, place)
        if hides:
            return _NOTHING
    is_mine = me == post.author
    hers: Pieces = (b"},",)
    done = b""
    if me is not None:
        done = _marks(memory, reader, post, tally)
        hers = (filtered, _end(reader, post))
    counts = _counts(memory, reader, post, tally)
    account: Any = memory.people[post.author].of(me)  # type: ignore[union-attr]  # looked at before
    rest = body.anyones if me is None else body.rest_for(done, is_mine=is_mine)
    plain = (body.head, counts, body.middle, account, rest, *hers)
    if stand.booster is None:
        return plain
    face: Any = memory.people[stand.booster]  # looked at before
    booster: Any = face.of(me)
    at = stand.place
    values = (
        orjson.dumps(str(at)),
        orjson.dumps(instant(ids.time_of(at))),
        orjson.dumps(f"{face.boosts or body.url}/boosts/{at}"),
        counts,
        booster,
        body.quoting(is_mine=is_mine, is_anyone=me is None),
        b"".join(plain)[:-1],
    )
    parts = [each for pair in zip(body.around, values, strict=False) for each in pair]
    return (*parts, body.around[-1], done, *hers)


def _counts(memory: Memory, reader: Reader, post: Known, tally: Tally) -> bytes:
    """How often it was answered, as far as she sees it, passed on, liked and quoted."""
    answered = answers(memory.reading, reader, post)
    counts = _COUNTS % (answered, tally.boosts, tally.likes, tally.quotes)
    if not tally.closed_answers and answered == tally.open_answers:
        tally.written = counts
    return counts


def _marks(memory: Memory, reader: Reader, post: Known, tally: Tally) -> bytes:
    """What the reader did with it."""
    me = reader.id
    if tally.likers is None or tally.keepers is None or tally.boosters is None:
        liked, boosted, kept = did(memory.reading, post.id, me)
    else:
        liked, kept = me in tally.likers, me in tally.keepers
        boosted = bool(tally.boosts) and any(who == me for _id, who in tally.boosters)
    return marks(liked, boosted, kept, post.thread in reader.muted_threads)


def _end(reader: Reader, post: Known) -> bytes:
    if post.author != reader.id:
        return b"},"
    return b',"pinned":true},' if post.is_pinned else b',"pinned":false},'


def _filtered(reader: Reader, post: Known, body: Body, place: Place | None) -> tuple[bool, bytes]:
    """Does a filter hide somebody else's post there, and which does it meet? Remembered with its body."""
    verdicts = reader.filtered.get(place)
    if verdicts is None or len(verdicts) > _REMEMBERED:
        verdicts = reader.filtered[place] = {}
    known: bytes | None = verdicts.get(body)
    if known is None:
        words = body.words
        hides = reader.filters.hides_words(words, place, post_id=post.id)
        met = () if hides else reader.filters.met_by(words, place, post_id=post.id)
        known = verdicts[body] = _HIDES if hides else shared(compact(met)) if met else _MEETS_NONE
    return known is _HIDES, known


_REMEMBERED = 100  # of each place
_HIDES = b"hides"
_MEETS_NONE = b"[]"
_COUNTS = b',"replies_count":%d,"reblogs_count":%d,"favourites_count":%d,"quotes_count":%d'
