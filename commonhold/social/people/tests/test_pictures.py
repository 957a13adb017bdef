from __future__ import annotations

from commonhold.social.people import personal_data, queries
from commonhold.social.people.actions import show_picture
from commonhold.social.people.queries import ANYONE
from tests.cast import MORNING, minutes


def test_bylines_of_people_who_left_bear_no_picture(ada):
    show_picture(ada, address="/media/one/small.webp", now=MORNING)
    assert queries.person(ANYONE, ada).avatar_url == "/media/one/small.webp"
    personal_data.erase(ada, minutes(1))
    show_picture(ada, address="/media/one/small.webp", now=minutes(2))
    assert queries.lines(ANYONE, [ada])[ada].avatar_url is None
