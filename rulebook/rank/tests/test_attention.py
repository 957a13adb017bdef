from hypothesis import given
from hypothesis import strategies as st

from rulebook.rank.attention import Attention, Place, busiest_tenth, spread


def places(authors: range, *, bridging: bool = False, newcomer: bool = False, stranger: bool = False):
    return [Place(each, bridging, newcomer, stranger) for each in authors]


def test_where_all_are_seen_alike_a_tenth_has_a_tenth():
    assert busiest_tenth(dict.fromkeys(range(37), 4)) == 100


def test_where_one_of_ten_has_everything_she_is_the_busiest_tenth():
    assert busiest_tenth({0: 90, **dict.fromkeys(range(1, 10), 0)}) == 1_000


def test_shares_are_told_in_thousandths():
    seen = places(range(15)) + places(range(5), bridging=True, newcomer=True)
    assert spread(seen) == Attention(20, 15, 150, 250, 250, 0)


def test_what_comes_from_fewer_than_five_people_is_not_told():
    seen = places(range(20)) + places(range(4), bridging=True) * 9
    assert spread(seen).bridging is None
    assert spread(places(range(20), newcomer=True) + places(range(4)) * 9).newcomers is None
    assert spread(places(range(4))) == Attention(4, None, None, None, None, None)
    assert spread([]) == Attention(0, None, None, None, None, None)


@given(st.dictionaries(st.integers(), st.integers(1, 50), min_size=1))
def test_the_busiest_tenth_has_at_least_a_tenth_and_at_most_all(by_author):
    assert 99 <= busiest_tenth(by_author) <= 1_000
