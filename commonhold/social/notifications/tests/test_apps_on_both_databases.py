"""What apps are told comes out the same of either database: groups, requests, and pages of them."""

from __future__ import annotations

import pytest

from commonhold.ground.spans import FIRST, Span
from commonhold.social.notifications import for_apps, queries, strangers
from commonhold.social.notifications.actions import mark_read, notify
from commonhold.social.notifications.actions.dismissing import dismiss
from commonhold.social.notifications.actions.wishes import keep_apart
from commonhold.social.notifications.app_types import TOGETHER
from commonhold.social.notifications.for_apps import Wanted
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person, minutes


@pytest.mark.both_databases
def test_groups_and_requests_are_the_same_everywhere(committing_db: str) -> None:
    ada, ben, caro = (make_person(name) for name in ("ada", "ben", "caro"))
    post_id = publish_post(ada, text="Bread!", now=MORNING)
    for minute, actor in enumerate((ben, caro), start=1):
        notify(person_id=ada, kind="favourite", actor_id=actor, post_id=post_id, now=minutes(minute))
    keep_apart(ada, strangers="apart", newcomers="accept", now=minutes(3))
    for minute, actor in enumerate((ben, ben, caro), start=4):
        said = publish_post(actor, text=f"@ada {minute}", now=minutes(minute))
        notify(person_id=ada, kind="mention", actor_id=actor, post_id=said, now=minutes(minute))
    viewer = Viewer(ada)
    (liked,) = for_apps.grouped(viewer, FIRST, Wanted()).groups
    assert (liked.count, len(liked.rows)) == (2, 2)
    assert len(for_apps.grouped(viewer, Span(2), Wanted(with_requests=True)).groups) == 2
    assert for_apps.unread_groups(viewer, Wanted(), together=TOGETHER, most=9) == 1
    assert for_apps.unread_count(viewer, Wanted(), most=1) == 1
    hers, his = strangers.waiting(viewer)
    assert [(each.person_id, each.count) for each in (hers, his)] == [(caro, 1), (ben, 2)]
    assert strangers.waiting(viewer, Span(1, before=hers.id)) == [his]
    assert strangers.how_much_waits(viewer) == (2, 3)
    mark_read(ada, up_to=liked.newest, now=minutes(9))
    dismiss(ada, notification_ids=for_apps.ids_of_group(viewer, liked.key), now=minutes(9))
    assert for_apps.told(viewer, FIRST, Wanted()) == []
    mark = queries.read_mark(viewer)
    assert mark is not None
    assert mark.up_to == liked.newest
