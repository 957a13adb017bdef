import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.canonical import canonical
from rulebook.rank.bundle import NoRanking, read, write
from rulebook.rank.document import Document, Weighed
from rulebook.rank.ranking import Row, points, rank
from rulebook.rank.tests.rows import PLAIN, YES, document, post
from rulebook.rank.vocabulary import FEATURES, HIDES
from rulebook.rank.why import order_ids, why

_WEIGHTS = st.integers(-100_000, 100_000).filter(bool)
_COUNTS = ("age_minutes", "thanks", "replies", "boosts")


@st.composite
def documents(draw) -> Document:
    names = draw(st.lists(st.sampled_from(sorted(FEATURES)), unique=True, max_size=6))
    features = {
        name: Weighed(
            draw(_WEIGHTS),
            {one: draw(st.integers(each.low, each.high)) for one, each in FEATURES[name].params.items()},
        )
        for name in sorted(names)
    }
    hidden = sorted(draw(st.sets(st.sampled_from(sorted(HIDES)), max_size=2)))
    decay, quota = draw(st.integers(0, 1_000)), draw(st.integers(1, 10))
    return Document("made-up", features, tuple(hidden), 24 * 365, decay, quota)


@st.composite
def rows(draw) -> Row:
    values = {
        name: draw(st.integers(0, 40) if name in _COUNTS else st.sampled_from([0, 250, YES]))
        for name in Row._fields[3:]
    }
    return Row(0, draw(st.integers(1, 5)), draw(st.integers(0, 3)), **values)


many = st.lists(rows(), max_size=40).map(
    lambda found: [row._replace(post_id=number) for number, row in enumerate(found, 1)]
)


def test_points_are_weights_times_values():
    feed = document({"follow": 2_000, "thanks": 500})
    assert points(feed, [post(1, followed=YES, thanks=3)]) == [2_000_000 + 500 * 500]


def test_at_its_half_life_half_of_a_posts_freshness_is_left():
    feed = document({"recency": 1_000})
    assert points(feed, [post(1), post(2, age_minutes=12 * 60)]) == [1_000_000, 500_000]


def test_equals_stand_by_id_the_newer_first():
    assert order_ids(document({}), [post(2), post(3), post(1)]) == [3, 2, 1]


def test_a_weight_below_nothing_moves_posts_down():
    assert order_ids(document({"seen": -1}), [post(2, seen=YES), post(1)]) == [1, 2]


def test_somebodys_second_post_keeps_only_a_part():
    feed = document({"follow": 1_000}, diversity={"author_decay_milli": 500})
    found = rank(feed, [post(3, 9, followed=YES), post(2, 9, followed=YES), post(1, followed=600)])
    assert [(each.post_id, each.points) for each in found] == [(3, 1_000_000), (1, 600_000), (2, 500_000)]


def test_what_is_below_nothing_is_not_lifted_by_its_authors_other_posts():
    feed = document({"seen": -1_000}, diversity={"author_decay_milli": 0})
    found = rank(feed, [post(2, 9, seen=YES), post(1, 9, seen=YES)])
    assert [each.points for each in found] == [-1_000_000, -1_000_000]


def test_of_ten_posts_in_a_row_no_more_than_the_quota_are_of_one_topic():
    feed = document({"follow": 1_000}, topic_quota={"most_of_ten": 2})
    posts = [post(number, topic=7, followed=YES) for number in range(1, 6)]
    posts += [post(number) for number in range(11, 41)]
    topics = {each.post_id: each.topic for each in posts}
    order = [topics[each] for each in order_ids(feed, posts)]
    assert max(order[start : start + 10].count(7) for start in range(len(order) - 9)) == 2
    assert order[:2] == [7, 7]


def test_where_there_is_nothing_else_the_quota_holds_nothing_back():
    feed = document({}, topic_quota={"most_of_ten": 1})
    assert order_ids(feed, [post(each, topic=7) for each in (1, 2, 3)]) == [3, 2, 1]


@pytest.mark.parametrize("word", sorted(HIDES))
def test_what_a_document_hides_is_not_there(word):
    feed = document({}, filters={"hide": [word]})
    assert order_ids(feed, [post(1, **{HIDES[word]: YES}), post(2)]) == [2]


def test_what_is_older_than_the_document_wants_is_not_there():
    feed = document({}, filters={"oldest_hours": 2})
    assert order_ids(feed, [post(1, age_minutes=121), post(2, age_minutes=120)]) == [2]


def test_a_post_stands_once():
    with pytest.raises(ValueError, match="twice"):
        rank(document({}), [PLAIN, PLAIN])


@given(documents(), many, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_rows_came(feed, posts, rng):
    shuffled = rng.sample(posts, len(posts))
    assert rank(feed, shuffled) == rank(feed, posts)


@given(documents(), many)
def test_whatever_is_shown_is_placed_once(feed, posts):
    columns = [HIDES[each] for each in feed.hide]
    shown = [each.post_id for each in posts if not any(getattr(each, one) for one in columns)]
    assert sorted(order_ids(feed, posts)) == shown


@given(documents(), many)
def test_without_a_mix_posts_stand_by_their_points(feed, posts):
    plain = Document(feed.id, feed.features, feed.hide, feed.oldest_hours, 1_000, 10)
    found = [(each.points, each.post_id) for each in rank(plain, posts)]
    assert found == sorted(found, reverse=True)


@given(documents(), many)
def test_a_replay_gives_the_same_order(feed, posts):
    data = write(feed, posts, order_ids(feed, posts))
    again = read(data)
    assert again.agrees
    assert again.document.digest == feed.digest


@given(documents(), many)
def test_why_names_the_place_that_the_ranking_gave(feed, posts):
    for place, post_id in enumerate(order_ids(feed, posts)[:3], 1):
        told = why(feed, posts, post_id)
        assert told.place == place
        assert len(told.reasons) <= 3
        for each in told.reasons:
            assert each.points == each.weight_milli * each.value
            left = order_ids(feed.without(each.feature), posts)
            assert left[each.place_without - 1] == post_id


def test_why_gives_the_strongest_reasons_with_their_numbers():
    feed = document({"follow": 500, "thanks": 2_000, "recency": 100, "media": 1})
    posts = [post(1, followed=YES, thanks=3, media=YES), post(2, followed=YES, age_minutes=720)]
    told = why(feed, posts, 1)
    assert (told.place, told.of, told.points) == (1, 2, 1_601_000)
    assert [(each.feature, each.amount, each.value) for each in told.reasons] == [
        ("thanks", 3, 500),
        ("follow", YES, YES),
        ("recency", 0, YES),
    ]


def test_nobody_can_ask_why_of_a_post_that_is_not_there():
    with pytest.raises(LookupError):
        why(document({}), [post(1)], 2)


def test_a_file_says_who_is_the_same_and_not_who_it_is():
    data = write(document({}), [post(5, 991), post(6, 992, topic=993), post(7, 991)], [7, 6, 5])
    assert [(each.author, each.topic) for each in read(data).rows] == [(1, 0), (2, 1), (1, 0)]


def test_another_order_than_the_document_gives_is_noticed():
    assert not read(write(document({}), [post(1), post(2)], [1, 2])).agrees


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'),
        (b'"version":1', b'"version":3'),
        (b'["1",', b'["x",'),
        (b'["1",1', b'["1",-1'),
        (b'["1",1,', b'["1",'),
        (b'["1",', b'["2",'),
        (b'"post_id"', b'"post"'),
        (b'"order":["2","1"]', b'"order":{}'),
        (b"{", b" {"),
    ],
)
def test_a_file_that_is_no_ranking_is_refused(old, new):
    data = write(document({}), [post(1), post(2)], [2, 1])
    assert old in data
    with pytest.raises(NoRanking):
        read(data.replace(old, new))


def test_a_file_of_before_there_were_labels_is_still_read():
    said = json.loads(write(document({"recency": 100}), [post(1), post(2)], [2, 1]))
    said["columns"] = said["columns"][:-1]
    said["rows"] = [each[:-1] for each in said["rows"]]
    assert [each.labelled for each in read(canonical(said)).rows] == [0, 0]
