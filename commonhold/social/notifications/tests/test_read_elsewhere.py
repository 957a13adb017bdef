"""What somebody has read on its own page is not unread among her notifications."""

from __future__ import annotations

from commonhold.social.notifications import queries
from commonhold.social.notifications.actions import mark_read_about, notify
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes


def test_what_is_read_on_its_own_page_is_unread_no_more_and_the_rest_stays(ada: int, ben: int) -> None:
    for subject in ("post:1", "post:2"):
        notify(person_id=ada, kind="thanks", actor_id=ben, subject=subject, now=MORNING)
    both = ["post:1", "post:2", "post:3"]
    assert queries.unread_about(Viewer(ada), kind="thanks", subjects=both) == {"post:1", "post:2"}
    mark_read_about(ada, kind="thanks", subject="post:1", now=minutes(1))
    assert queries.unread_about(Viewer(ada), kind="thanks", subjects=both) == {"post:2"}
    assert queries.unread_about(Viewer(ben), kind="thanks", subjects=both) == set()
    (left,) = [each for each in queries.grouped(Viewer(ada)).groups if not each.is_read]
    assert left.subject == "post:2"
