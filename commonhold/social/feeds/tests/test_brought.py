"""Posts from another server stand at their own date, and are new to nobody."""

from __future__ import annotations

from datetime import timedelta

from commonhold.social.feeds import queries as feeds
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import OldPost, bring_post, publish_post
from tests.cast import MORNING, befriend


def test_what_was_brought_stands_at_its_date_and_is_not_new(ada: int, ben: int) -> None:
    befriend(ada, ben)
    cursor = publish_post(ada, text="before", now=MORNING)
    late = OldPost("https://old.example/1", "brought", MORNING + timedelta(hours=1))
    long_ago = OldPost("https://old.example/2", "brought", MORNING - timedelta(days=400))
    made = [bring_post(ada, old=each, now=MORNING + timedelta(days=2)) for each in (late, long_ago)]
    assert [each.id for each in feeds.home(Viewer(ben))] == [made[0], cursor, made[1]]
    assert feeds.new_in_home(Viewer(ben), after=cursor) == []
