"""The order in which threads are read, for any thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonhold.social.posts.reading_order import DEEPEST, MOST, MOST_BELOW, Replies, Row, Thread, shortened

FIRST = 1


@st.composite
def threads(draw: st.DrawFn) -> list[Row]:
    """A first post, and posts that answer earlier ones; some are not seen, some were removed."""
    how = draw(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 9)), max_size=120))
    reach = draw(st.sampled_from([1, 3, 10**6]))  # chains, bushes, and anything
    rows = [Row(FIRST, None, 1, seen=True)]
    for above, author, fate in how:
        back = min(len(rows), reach)
        rows.append(
            Row(len(rows) + 1, rows[len(rows) - 1 - above % back].id, author, fate != 0, removed=fate == 1)
        )
    return rows


def _seen(rows: Sequence[Row]) -> set[int]:
    return {row.id for row in rows if row.seen} - {FIRST}


def _depth(replies: Replies | None) -> int:
    return 0 if replies is None else 1 + max((_depth(each.replies) for each in replies.strands), default=-1)


def _left(replies: Replies | None) -> int:
    return 0 if replies is None else replies.left + sum(_left(each.replies) for each in replies.strands)


@given(threads())
def test_every_seen_post_is_read_once_and_after_what_it_answers(rows: list[Row]) -> None:
    order = list(Thread(rows).order(FIRST))
    assert sorted(order) == sorted(_seen(rows))
    place = {each: at for at, each in enumerate([FIRST, *order])}
    thread = Thread(rows)
    for each in order:
        above = thread.above(each)
        assert above is not None
        assert place[above] < place[each]
        assert thread.way_to(each)[-1] == above


@given(threads(), st.integers(0, 120))
def test_what_is_said_later_moves_nothing(rows: list[Row], told: int) -> None:
    earlier = rows[: told + 1]
    known = {row.id for row in earlier}
    assert [each for each in Thread(rows).order(FIRST) if each in known] == list(Thread(earlier).order(FIRST))


@given(threads())
def test_who_goes_on_herself_is_read_first_then_time_decides(rows: list[Row]) -> None:
    thread, author = Thread(rows), {row.id: row.author for row in rows}
    order = list(thread.order(FIRST))
    for one, other in pairwise(order):
        if thread.above(one) == thread.above(other):
            above = thread.above(one)
            assert above is not None
            keys = [(author[each] != author[above], each) for each in (one, other)]
            assert keys == sorted(keys)


@given(threads())
def test_a_page_keeps_the_order_and_counts_what_it_leaves_out(rows: list[Row]) -> None:
    thread = Thread(rows)
    page, order = thread.page(FIRST), list(thread.order(FIRST))
    shown = list(page.ids())
    assert [each for each in order if each in set(shown)] == shown
    assert len(shown) <= MOST + MOST_BELOW
    assert _depth(page) <= DEEPEST
    assert sum(thread.weight(each) for each in shown) + _left(page) == thread.counts_below(FIRST)[FIRST]


@given(threads())
def test_every_seen_post_is_reached_by_going_on_reading(rows: list[Row]) -> None:
    thread, reached = Thread(rows), set[int]()
    ahead: list[tuple[int, int | None]] = [(FIRST, None)]
    while ahead:
        post_id, after = ahead.pop()
        page = thread.page(post_id, after=after)
        reached |= set(page.ids())
        if page.go_on_at:
            assert page.last is not None
            ahead.append((post_id, page.last))
        ahead += [(each.go_on_at, None) for each in _inner(page) if each.go_on_at]
    assert reached == _seen(rows)


def _inner(replies: Replies) -> list[Replies]:
    found = [each.replies for each in replies.strands if each.replies is not None]
    return found + [deeper for each in found for deeper in _inner(each)]


def test_replies_to_what_is_not_seen_move_up_to_the_next_post_above() -> None:
    rows = [Row(1, None, 1, True), Row(2, 1, 2, False), Row(3, 2, 3, False), Row(4, 3, 4, True)]
    assert list(Thread(rows).order(1)) == [4]
    assert Thread(rows).above(4) == 1
    alone = Thread([Row(1, None, 1, False), Row(2, 1, 2, True)])
    assert alone.way_to(2) == []


def test_two_who_talk_stay_in_one_list_and_a_fork_opens_another() -> None:
    rows = [Row(1, None, 1, True), *(Row(n, n - 1, n % 2, True) for n in range(2, 8))]
    page = Thread(rows).page(1)
    assert [each.id for each in page.strands] == [2, 3, 4, 5, 6, 7]
    forked = Thread([*rows, Row(8, 4, 5, True)]).page(1)
    assert [each.id for each in forked.strands] == [2, 3, 4]
    inner = forked.strands[-1].replies
    assert inner is not None
    assert [each.id for each in inner.strands] == [5, 8]
    assert inner.strands[1].to == 4


def test_many_below_one_reply_are_folded_and_the_rest_is_read_on_its_own_page() -> None:
    rows = [Row(1, None, 1, True), Row(2, 1, 2, True), Row(3, 1, 2, True)]
    rows += [Row(n, 2, 3, True) for n in range(10, 50)]
    one, other = Thread(rows).page(1).strands
    assert one.folded
    assert not other.folded
    assert one.replies is not None
    assert (len(one.replies.strands), one.replies.left, one.replies.go_on_at) == (15, 25, 2)


def test_a_long_thread_goes_on_page_by_page() -> None:
    rows = [Row(1, None, 1, True), *(Row(n, 1, n, True) for n in range(2, 10_002))]
    thread = Thread(rows)
    first = thread.page(1)
    assert (len(first.strands), first.last, first.left) == (MOST, MOST + 1, 10_000 - MOST)
    second = thread.page(1, after=first.last)
    assert second.strands[0].id == MOST + 2
    assert thread.page(1, after=10_001) == Replies()
    assert thread.page(1, after=77_777).strands[0].id == 2


def test_a_deep_thread_is_as_long_as_any() -> None:
    thread = Thread([Row(1, None, 1, True), *(Row(n, n - 1, n, True) for n in range(2, 10_002))])
    first = thread.page(1)
    assert (len(first.strands), first.left) == (MOST, 10_000 - MOST)
    assert thread.page(1, after=first.last).strands[0].id == MOST + 2
    begin, between, end = shortened(thread.way_to(10_001))
    assert (list(begin), between, list(end)) == ([1], 9_996, [9_998, 9_999, 10_000])
    assert shortened([1, 2, 3]) == ((), 0, [1, 2, 3])
