"""Reports that are passed on to another server: on wish, in our server's name, of what is theirs."""

from __future__ import annotations

from commonhold.civic.moderation import actions as moderation
from commonhold.doors.activitypub.tests.conftest import Sent
from commonhold.social.posts import actions
from commonhold.social.posts.models import PostElsewhere
from tests.cast import MORNING, minutes

HERE = "http://coop.example"
EVE = "https://elsewhere.example/users/eve"
SHARED = {"https://elsewhere.example/inbox"}


def _said_by(eve: int, audience: str = "public") -> int:
    post_id = actions.publish_post(eve, text="from afar @ada", audience=audience, now=MORNING)
    PostElsewhere.objects.create(
        post_id=post_id, uri=f"https://elsewhere.example/notes/{post_id}", fetched_at=MORNING
    )
    return post_id


def test_a_report_is_passed_on_by_the_server_only_on_wish_and_names_nobody(ada: int, eve: int, sent: Sent):
    post_id = _said_by(eve)
    moderation.report(ada, about=f"post:{post_id}", words="spam", now=minutes(1))
    assert sent.new(minutes(1)) == []
    moderation.report(ada, about=f"person:{eve}", words="spam again", forward=True, now=minutes(2))
    flag, inboxes = sent.one(minutes(2))
    assert (flag["type"], flag["actor"], flag["object"]) == ("Flag", f"{HERE}/ap/server", [EVE])
    assert flag["content"] == "spam again"
    assert inboxes == SHARED
    assert f"people/{ada}" not in str(flag)
    assert "ada" not in str({**flag, "@context": ""})


def test_a_post_that_is_reported_is_named_and_a_message_is_not(ada: int, eve: int, sent: Sent):
    post_id = _said_by(eve)
    moderation.report(ada, about=f"post:{post_id}", words="spam", forward=True, now=minutes(1))
    flag, _inboxes = sent.one(minutes(1))
    assert flag["object"] == [EVE, f"https://elsewhere.example/notes/{post_id}"]
    message_id = _said_by(eve, audience="direct")
    moderation.report(ada, about=f"post:{message_id}", words="rude", forward=True, now=minutes(2))
    flag, _inboxes = sent.one(minutes(2))
    assert flag["object"] == [EVE]  # whoever was written to would be known by it


def test_nothing_of_a_report_leaves_when_it_is_about_one_of_ours(ada: int, ben: int, sent: Sent):
    moderation.report(ada, about=f"person:{ben}", words="rude", forward=True, now=minutes(1))
    assert sent.new(minutes(1)) == []
