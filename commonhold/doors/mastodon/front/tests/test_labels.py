"""Whoever reads a labeler is answered by those who ask the database what it says."""

from __future__ import annotations

from contextlib import closing

import pytest

from commonhold.doors.calls.limits import limits
from commonhold.doors.mastodon.front.tests.asked import Both
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.apps import actions as apps
from commonhold.social.labels import actions
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person


def test_the_front_leaves_readers_of_labels_to_django(
    committing_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "are_on", False)
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    ada, ben, now = make_person("ada"), make_person("ben"), clock.now()
    post = publish_post(ben, text="The butler did it", now=now)
    labeler = actions.open_labeler(ben, title="Ben's", values=["spoiler"], now=now)
    actions.put_label(ben, labeler_id=labeler, about=f"post:{post}", value="spoiler", now=now)
    token = apps.mint_token(person_id=ada, scopes="read write", now=now)
    with closing(Both()) as both:
        assert both.differ("/api/v1/timelines/public", token) is None
        assert both.answered == 1
        actions.choose(ada, labeler_id=labeler, choices={"spoiler": "hide"}, now=now)
        assert both.differ("/api/v1/timelines/public", token) is None
        assert both.answered == 1
        actions.unsubscribe(ada, labeler_id=labeler, now=now)
        assert both.differ("/api/v1/timelines/public", token) is None
        assert both.answered == 2
