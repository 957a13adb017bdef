"""The page of the co-op's own account."""

from __future__ import annotations

from commonhold.civic.members.coop_account import open_coop_account
from commonhold.doors.web.people.tests.test_said import ada, as_person, ben, seen
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING

__all__ = ["ada", "ben"]


def test_it_says_that_it_is_the_co_op_and_leads_nowhere_that_nobody_reads(ada: int) -> None:
    open_coop_account(now=MORNING)
    for page in (seen("/@commonhold"), seen("/@commonhold", as_person(ada))):
        assert "This is the co-op itself." in page
        assert "/messages/to/commonhold" not in page
        assert "follower" not in page.partition('class="between"')[0].partition("<h1>")[2]
    hers = seen("/@commonhold", as_person(ada))
    assert "Follow" in hers
    assert "/report?about=person:" in hers
    assert "This is the co-op itself." not in seen("/@ada")


def test_it_is_followed_unfollowed_and_reported_like_anybody(ada: int) -> None:
    account = open_coop_account(now=MORNING)
    hers = as_person(ada)
    assert hers.post("/@commonhold/follow")["Location"] == "/@commonhold"
    assert "follows you" not in seen("/@commonhold", hers)
    assert hers.post("/@commonhold/follow", {"undo": "1"}).status_code == 303
    sent = hers.post("/report", {"about": f"person:{account}", "rule": "other", "words": "It is wrong."})
    assert sent.status_code == 303


def test_a_message_to_it_is_refused_in_words(ada: int) -> None:
    open_coop_account(now=MORNING)
    hers = as_person(ada)
    hers.post("/@commonhold/follow")
    assert 'value="commonhold"' not in seen("/messages/new", hers)
    answer = hers.post("/messages/new", {"to": "commonhold", "text": "Hello?", "do": "send"})
    assert answer.status_code == 400
    assert "take messages from you" in answer.content.decode()


def test_thanks_are_not_offered_for_what_it_says(ada: int, ben: int) -> None:
    said = publish_post(open_coop_account(now=MORNING), text="A vote is open.", now=MORNING)
    human = publish_post(ben, text="I shall vote.", now=MORNING)
    for reader in (None, as_person(ada), as_person(ben)):
        for page in ("/@commonhold", f"/@commonhold/{said}"):
            shown = seen(page, reader)
            assert "A vote is open." in shown
            assert "Favourite" in shown
            assert "Thank<" not in shown
    for reader in (None, as_person(ada)):
        assert "Thank<" in seen(f"/@ben/{human}", reader)
    refused = as_person(ada).post(f"/@commonhold/{said}/thank")
    assert refused.status_code == 403
