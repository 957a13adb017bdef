"""Pieces joined for one reader. What is missing is named, made elsewhere, and joined the next time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import orjson

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.front.bodies import Body, Face, compact, counts_of, marks, shared
from commonhold.ground import ids
from commonhold.social.filters.matching import Place
from commonhold.social.memory.answers import answers
from commonhold.social.memory.known import MOST_NAMED, NOTHING, Known, Tally, did
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.readers import Reader
from commonhold.social.memory.rule import ASKED
from commonhold.social.memory.stands import Boost, Stand, TooFar, post_of

#: A status, to be joined with others: three pieces, the last of which ends with a comma. Empty where a filter
#: hides it.
Pieces = tuple[bytes, bytes, bytes]
_NOTHING: Pieces = (b"", b"", b"")
#: How many pieces each status has.
EACH = len(_NOTHING)


class Missing(Exception):
    """Bodies of these posts and faces of these people are to be made first."""

    def __init__(self, posts: list[int], people: list[int]) -> None:
        super().__init__()
        self.posts, self.people = posts, people


def joined(memory: Memory, reader: Reader, stands: Sequence[Stand], place: Place | None) -> bytes:
    """A list of statuses. What her filters hide in this place is left out. Raises Missing, TooFar."""
    return closed(written(memory, reader, stands, place))


def closed(pieces: list[bytes]) -> bytes:
    """A list of entries that all end with a comma, between brackets. The pieces are of no use afterwards."""
    while pieces and not pieces[-1]:
        pieces.pop()
    if not pieces:
        return b"[]"
    pieces[0] = b"[" + pieces[0]
    pieces[-1] = pieces[-1][:-1] + b"]"
    return b"".join(pieces)


def written(memory: Memory, reader: Reader, stands: Sequence[Stand], place: Place | None) -> list[bytes]:
    """The pieces of each of them, one after the other.

    What labels say is asked of the database alone, by whoever has time. Raises Missing and TooFar.
    """
    if reader.reads_labels:
        raise TooFar
    pieces, unclear = _at_hand(memory, reader, stands, place)
    if unclear:
        memory.count([post_of(each) for _at, each in unclear])
        lacking: list[Stand] = []
        for at, each in unclear:
            made = _entry(memory, reader, each, place)
            if made is None:
                lacking.append(each)
            else:
                pieces[at : at + EACH] = made
        if lacking:
            raise _missing(memory, reader, lacking)
    return pieces


def _at_hand(
    memory: Memory, reader: Reader, stands: Sequence[Stand], place: Place | None
) -> tuple[list[bytes], list[tuple[int, Stand]]]:
    """The pieces of posts that lie ready, empty ones for the others, and where which others stand."""
    me, hidden, people = reader.id, reader.hidden, memory.people
    is_usual = me is not None and not reader.domains and not reader.muted_threads
    verdicts = reader.filtered.get(place, _NO_VERDICTS) if reader.is_filtering else None
    pieces: list[bytes] = []
    unclear: list[tuple[int, Stand]] = []
    for each in stands:
        if is_usual and isinstance(each, Known):
            face, tally = people[each.author], each.tally
            if each.is_ready and face is not None and tally is not None:
                account, body = face.for_all, each.body
                ending = body.ending
                if verdicts is not None or me == each.author:
                    ending = _ending(each, verdicts, is_mine=me == each.author)
                if account and ending and (tally is NOTHING or _is_as_to_most(me, hidden, tally)):
                    pieces += (body.said, account, ending)
                    continue
        unclear.append((len(pieces), each))
        pieces += _NOTHING
    return pieces, unclear


def _is_as_to_most(me: int | None, hidden: frozenset[int], tally: Tally) -> bool:
    """Did she do nothing with it, and does she see as many answers?"""
    if tally.touched_by is None or me in tally.touched_by:
        return False
    if not tally.open_answers or not hidden:
        return True
    return tally.open_answers <= MOST_NAMED and hidden.isdisjoint(tally.answerers)


def _ending(post: Known, verdicts: dict[Body, bytes] | None, *, is_mine: bool) -> bytes | None:
    """Of a post that she did nothing with; None where it is not at hand, or a filter hides the post."""
    body: Body = post.body
    if is_mine:
        return None if post.is_pinned else body.own_ending
    met = _MEETS_NONE if verdicts is None else verdicts.get(body)
    if met is None or met is _HIDES:
        return None
    return body.ending if met is _MEETS_NONE else body.ending_with(met)


def one(memory: Memory, reader: Reader, post: Known) -> bytes:
    """A single status, which no filter hides. Raises Missing, TooFar."""
    return b"".join(written(memory, reader, [post], None))[:-1]


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
    if reader.is_filtering:
        raise TooFar
    quoted = _quoted(memory, post.quoted)
    within = None if quoted.quoted is None else _quoted(memory, quoted.quoted)
    memory.count([quoted])
    return (reader, post, quoted, quoted.tally, memory.people[quoted.author], within)


def _quoted(memory: Memory, post_id: int) -> Known:
    """A post that is shown or named within another. Raises TooFar where more than it says who may see it."""
    known = memory.each([post_id])[0]
    if known is None or known.audience in ASKED:
        raise TooFar
    return known


def _missing(memory: Memory, reader: Reader, stands: Sequence[Stand]) -> Exception:
    """What is to be made first, or that nothing would help."""
    posts: list[int] = []
    people: set[int] = set()
    for each in stands:
        post = post_of(each)
        if body_of(memory, reader, post) is None:
            posts.append(post.id)
        shown = [post.author] if isinstance(each, Known) else [post.author, each.booster]
        if post.quoted is not None:
            shown += [known.author for known in memory.posts([post.quoted]).values()]
        people.update(each for each in shown if face_of(memory, reader, each) is None)
    return Missing(posts, list(people)) if posts or people else TooFar()


def face_of(memory: Memory, reader: Reader, person_id: int) -> bytes | None:
    """How somebody is shown to this reader, if that is there."""
    face: Face | None = memory.people[person_id]
    return None if face is None else face.of(reader.id)


def _entry(memory: Memory, reader: Reader, stand: Stand, place: Place | None) -> Pieces | None:
    """Any post, and any boost; None where something of it is not at hand."""
    post, me = post_of(stand), reader.id
    body, account = body_of(memory, reader, post), face_of(memory, reader, post.author)
    if post.tally is None or body is None or account is None:
        return None
    hers = b"},"
    if me is not None:
        hides, filtered = _filtered(reader, post, body, place)
        if hides:
            return _NOTHING
        hers = _marks(memory, reader, post, post.tally) + filtered + _end(reader, post)
    answered = answers(memory.reading, reader, post)
    rest = body.rest_for(is_mine=me == post.author, is_anyone=me is None)
    plain = (_said(post, post.tally, body, answered), account, rest + hers)
    if isinstance(stand, Known):
        return plain
    counted = counts_of(post.tally, answered)
    return _passed_on(memory, reader, stand, body, counted=counted, plain=plain, hers=hers)


def _passed_on(
    memory: Memory, reader: Reader, boost: Boost, body: Body, *, counted: bytes, plain: Pieces, hers: bytes
) -> Pieces | None:
    """A boost, which holds the post."""
    face: Face | None = memory.people[boost.booster]
    booster = None if face is None else face.of(reader.id)
    if face is None or booster is None:
        return None
    place, at = _names(boost.place)
    is_mine = reader.id == boost.post.author
    values = (
        place,
        at,
        orjson.dumps(f"{face.boosts or body.url}/boosts/{boost.place}"),
        counted,
        booster,
        body.quoting(is_mine=is_mine, is_anyone=reader.id is None),
        b"".join(plain)[:-1],
    )
    parts = [each for pair in zip(body.around, values, strict=False) for each in pair]
    return b"".join(parts), body.around[-1], hers


@lru_cache(maxsize=1_024)
def _names(place: int) -> tuple[bytes, bytes]:
    """The id of a boost, and when it was made."""
    return orjson.dumps(str(place)), orjson.dumps(instant(ids.time_of(place)))


def _said(post: Known, tally: Tally, body: Body, answered: int) -> bytes:
    """What it says, with so many answers. Where most readers see as many, it lies ready from then on."""
    sees_as_most = body is post.body and answered == tally.open_answers and not tally.closed_answers
    if sees_as_most and post.is_ready:
        return body.said
    said = body.counting(counts_of(tally, answered))
    if sees_as_most:
        body.said, post.is_ready = said, True
    return said


def _marks(memory: Memory, reader: Reader, post: Known, tally: Tally) -> bytes:
    """What the reader did with it."""
    liked, boosted, kept = tally.done_by(reader.id) or did(memory.reading, post.id, reader.id)
    return marks(liked, boosted, kept, post.thread in reader.muted_threads)


def _end(reader: Reader, post: Known) -> bytes:
    if post.author != reader.id:
        return b"},"
    return b',"pinned":true},' if post.is_pinned else b',"pinned":false},'


def _filtered(reader: Reader, post: Known, body: Body, place: Place | None) -> tuple[bool, bytes]:
    """Does a filter hide somebody else's post there, and which does it meet? Remembered with its body."""
    if not reader.is_filtering or reader.id == post.author:
        return False, _MEETS_NONE
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
_NO_VERDICTS: dict[Body, bytes] = {}
