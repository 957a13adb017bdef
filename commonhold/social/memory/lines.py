"""All that anybody said or passed on, as lines sorted by time, in blocks that are read when they are needed.

A feed of many people is found faster by walking down these lines than by asking for each of them; how many
lines were written before makes no difference.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import chain, count

from commonhold.ground.changes.reading import Reading, Row
from commonhold.ground.ids import LARGEST
from commonhold.social.memory.known import one_of_each

_LENGTH = 1_024  # lines of a block
_MOST = 160  # blocks
_LOOKS = 1_000  # of somebody into a block, what they found is kept


_numbers = count()
_NOT_YET: tuple[int, array[int] | None] = (0, None)
_NONE = array("H")


class Block:
    """Lines between two ids, oldest first. `posts` names what a boost passed on, 0 where the line is a post.

    It knows all lines above `floor` and below `top`; the newest block's `top` is open. `by` says which lines
    are whose, once somebody asked. `number` is another one once a line was taken out.
    """

    __slots__ = ("_by", "floor", "number", "places", "posts", "top", "who")

    def __init__(self, floor: int, top: int) -> None:
        self.floor, self.top, self.number = floor, top, next(_numbers)
        self.places, self.posts = array("q"), array("q")
        self.who: list[int] = []
        self._by: dict[int, list[int]] = {}

    def add(self, place: int, who: int, post: int) -> None:
        self.places.append(place)
        self.who.append(who)
        self.posts.append(post)
        if self._by:
            self._by.setdefault(who, []).append(len(self.who) - 1)

    def take_out(self, at: int) -> None:
        del self.places[at], self.who[at], self.posts[at]
        self._by, self.number = {}, next(_numbers)

    def lines_of(self, people: frozenset[int]) -> list[int]:
        """Which lines are of these people, oldest first: quicker than a look at each line."""
        by = self._by
        if not by:
            for at, who in enumerate(self.who):
                by.setdefault(who, []).append(at)
        return sorted(chain.from_iterable(map(by.__getitem__, by.keys() & people)))


class Lines:
    """The blocks that are in memory."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[int, Block] = OrderedDict()  # by their floor
        self._floors: list[int] = []  # sorted
        #: By block and asker: among how many lines, and which of them.
        self._looks: dict[tuple[int, int], tuple[int, array[int]]] = {}

    def forget(self) -> None:
        self._blocks.clear()
        self._floors.clear()
        self._looks.clear()

    def changed(self, reading: Reading, place: int) -> None:
        """A line came, went or changed. Raises TookTooLong."""
        block = self._holding(place)
        if block is None:
            return
        at = bisect_left(block.places, place)
        if at < len(block.places) and block.places[at] == place:
            if block.posts[at] and not reading.ask(_BOOST, (place,)):
                block.take_out(at)
        elif block.top == LARGEST and at == len(block.places):
            self._go_on(reading, block)
        else:
            self._drop(block)

    def of(self, block: Block, people: frozenset[int], asker: int) -> array[int]:
        """Which of its lines are of these people, oldest first; nobody may change what is given.

        Who reads on comes back to the same block, and who reads the newest finds a few lines more each time.
        `asker` is a number that stands for the same people whenever it is told.
        """
        key, length = (block.number, asker), len(block.who)
        known, found = self._looks.get(key, _NOT_YET)
        if known < length:
            if found is None:
                found = array("H", block.lines_of(people))
            else:
                found.extend([at for at in range(known, length) if block.who[at] in people])
            if len(self._looks) >= _LOOKS:
                self._looks.clear()
            self._looks[key] = length, found
        return found or _NONE

    def below(self, reading: Reading, top: int) -> Iterator[tuple[Block, int]]:
        """Blocks from the newest line below `top` on, with how many lines count. Raises TookTooLong."""
        while True:
            block = self._holding(top - 1) or self._read(reading, top)
            if block.floor in self._blocks:
                self._blocks.move_to_end(block.floor)
            count = bisect_left(block.places, top)
            yield block, count
            if block.floor < 0:
                return
            top = block.floor + 1

    def _holding(self, place: int) -> Block | None:
        at = bisect_right(self._floors, place - 1) - 1
        if at < 0:
            return None
        block = self._blocks[self._floors[at]]
        return block if block.floor < place < block.top else None

    def _read(self, reading: Reading, top: int) -> Block:
        """The lines below `top`; the newest ones stay open for more."""
        rows = reading.ask(_BELOW, (top, _LENGTH, top, _LENGTH, _LENGTH))
        is_open = not reading.ask(_ABOVE, (top - 1, 1, top - 1, 1, 1))
        floor = rows[-1][0] - 1 if len(rows) == _LENGTH else -1
        block = Block(floor, LARGEST if is_open else top)
        self._add(block, reversed(rows))
        self._keep(block)
        return block

    def _go_on(self, reading: Reading, block: Block) -> None:
        last = block.places[-1] if block.places else block.floor
        rows = reading.ask(_ABOVE, (last, _LENGTH, last, _LENGTH, _LENGTH))
        self._add(block, rows)
        if len(rows) == _LENGTH or len(block.places) > 2 * _LENGTH:
            self._drop(block)

    def _add(self, block: Block, rows: Iterable[Row]) -> None:
        for place, who, post in rows:
            block.add(place, one_of_each[who], post)

    def _keep(self, block: Block) -> None:
        for floor in [each for each in self._floors if self._overlap(self._blocks[each], block)]:
            self._drop(self._blocks[floor])
        self._blocks[block.floor] = block
        self._floors.insert(bisect_left(self._floors, block.floor), block.floor)
        if len(self._floors) > _MOST:
            self._drop(next(iter(self._blocks.values())))

    def _overlap(self, one: Block, other: Block) -> bool:
        return one.floor < other.top - 1 and other.floor < one.top - 1

    def _drop(self, block: Block) -> None:
        del self._blocks[block.floor]
        self._floors.remove(block.floor)


def _lines(where: str, order: str) -> str:
    said = "SELECT id AS place, author_id AS who, 0 AS post FROM posts_post NOT INDEXED"
    passed_on = "SELECT id AS place, person_id AS who, post_id AS post FROM posts_boost NOT INDEXED"
    each = [f"SELECT * FROM ({rows} {where} {order} LIMIT ?) AS those" for rows in (said, passed_on)]  # noqa: S608 - our own words
    return f"{' UNION ALL '.join(each)} {order} LIMIT ?"


_BELOW = _lines("WHERE id < ?", "ORDER BY place DESC")
_ABOVE = _lines("WHERE id > ?", "ORDER BY place")
_BOOST = "SELECT 1 FROM posts_boost WHERE id = ?"
