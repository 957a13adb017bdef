from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.lists import actions as lists
from commonhold.social.lists.refusals import NoSuchList
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.queries import PostView
from tests.cast import MORNING, befriend, make_person, minutes


@pytest.fixture
def near(ada: int, ben: int, caro: int, dev: int) -> int:
    """Ada's list of Ben and Caro; she follows Dev too."""
    befriend(ada, ben, caro, dev)
    list_id = lists.make_list(ada, title="Near", now=MORNING)
    for each in (ben, caro):
        lists.put_on_list(ada, list_id=list_id, person_id=each, now=MORNING)
    return list_id


def texts(found: list[PostView]) -> list[str]:
    return [each.text for each in found]


def test_a_list_is_read_newest_first_with_its_people_s_answers_to_each_other(
    ada: int, ben: int, caro: int, dev: int, near: int
) -> None:
    said = publish_post(ben, text="Ben's", now=minutes(1))
    elsewhere = publish_post(dev, text="Dev's", now=minutes(2))
    publish_post(caro, text="to Ben", in_reply_to=said, now=minutes(3))
    publish_post(caro, text="to Dev", in_reply_to=elsewhere, now=minutes(4))
    publish_post(ben, text="@ada a word", audience="direct", now=minutes(5))
    assert texts(feeds.list_feed(Viewer(ada), near)) == ["to Ben", "Ben's"]
    assert texts(feeds.list_feed(Viewer(ada), near, Span(before=said))) == []


def test_nobody_else_reads_a_list(ben: int, near: int) -> None:
    for stranger in (Viewer(ben), ANYONE):
        with pytest.raises(NoSuchList):
            feeds.list_feed(stranger, near)


def test_people_on_an_exclusive_list_are_read_there_and_not_at_home(
    ada: int, ben: int, dev: int, near: int
) -> None:
    publish_post(ben, text="Ben's", now=minutes(1))
    publish_post(dev, text="Dev's", now=minutes(2))
    assert texts(feeds.home(Viewer(ada))) == ["Dev's", "Ben's"]
    lists.change_list(ada, list_id=near, title="Near", is_exclusive=True, now=minutes(3))
    assert texts(feeds.home(Viewer(ada))) == ["Dev's"]
    assert texts(feeds.home(Viewer(dev))) == ["Dev's", "Ben's"], "others' lists change nothing"


def test_its_owner_chooses_which_answers_a_list_shows(
    ada: int, ben: int, caro: int, dev: int, near: int
) -> None:
    said, elsewhere = (publish_post(each, text=f"{each}", now=minutes(1)) for each in (ben, dev))
    stranger = publish_post(make_person("fay"), text="Fay's", now=minutes(1))
    publish_post(caro, text="to Ben", in_reply_to=said, now=minutes(3))
    publish_post(caro, text="to Dev", in_reply_to=elsewhere, now=minutes(4))
    publish_post(caro, text="to Fay", in_reply_to=stranger, now=minutes(5))
    publish_post(ben, text="to himself", in_reply_to=said, now=minutes(6))
    expected = {
        "followed": ["to himself", "to Dev", "to Ben", str(ben)],
        "list": ["to himself", "to Ben", str(ben)],
        "none": ["to himself", str(ben)],
    }
    for answers, shown in expected.items():
        lists.change_list(
            ada, list_id=near, title="Near", is_exclusive=False, answers=answers, now=minutes(7)
        )
        assert texts(feeds.list_feed(Viewer(ada), near)) == shown, answers
