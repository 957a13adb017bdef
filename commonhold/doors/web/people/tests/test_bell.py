"""The bell on somebody's page."""

from __future__ import annotations

from commonhold.doors.web.people.tests.test_said import ada, as_person, ben, seen
from commonhold.ground.jobs.actions import run_due
from commonhold.social.posts.actions import publish_post
from tests.cast import minutes

__all__ = ["ada", "ben"]


def test_whom_one_follows_has_a_bell_on_her_page_and_it_rings(ada: int, ben: int) -> None:
    hers = as_person(ada)
    assert "Tell me of each post" not in seen("/@ben", hers)
    refused = hers.post("/@ben/bell")
    assert refused.status_code == 403
    assert "Follow them first" in refused.content.decode()
    hers.post("/@ben/follow")
    assert "Tell me of each post" in seen("/@ben", hers)
    assert hers.post("/@ben/bell")["Location"] == "/@ben"
    assert "Tell me no more of each post" in seen("/@ben", hers)
    publish_post(ben, text="Bread", now=minutes(1))
    run_due(minutes(2))
    page = seen("/notifications", hers)
    assert "wrote something new" in page
    assert "Bread" in page
    hers.post("/@ben/bell", {"undo": "1"})
    assert "Tell me of each post" in seen("/@ben", hers)
