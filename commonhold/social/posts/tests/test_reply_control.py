"""Who may reply is said by a thread's first post, and replies that wait are nobody else's to see."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries, waiting
from commonhold.social.posts.actions import let_reply_in, publish_post, refuse_reply
from commonhold.social.posts.refusals import (
    NoSuchPost,
    NothingWaits,
    RepliesAreClosed,
    RepliesAreForFollowers,
    RepliesAreForMentioned,
    ReplyStillWaits,
    UnknownReplyControl,
)
from tests.cast import MORNING, minutes


def test_where_nobody_replies_its_author_still_goes_on(ada: int, ben: int) -> None:
    first = publish_post(ada, text="A notice", reply_control="nobody", now=MORNING)
    with pytest.raises(RepliesAreClosed):
        publish_post(ben, text="But", in_reply_to=first, now=MORNING)
    more = publish_post(ada, text="And more", in_reply_to=first, now=minutes(1))
    with pytest.raises(RepliesAreClosed):
        publish_post(ben, text="But", in_reply_to=more, now=minutes(2))
    assert not waiting.may_do(Viewer(ben), more).answer
    assert waiting.may_do(Viewer(ada), more).answer


def test_followers_and_mentioned_people_reply_where_they_are_asked(ada: int, ben: int, caro: int) -> None:
    people.follow(ben, person_id=ada, now=MORNING)
    first = publish_post(ada, text="Friends, @caro?", reply_control="followers", now=MORNING)
    for person in (ben, caro):
        publish_post(person, text="Here", in_reply_to=first, now=minutes(1))
    mentioned = publish_post(ada, text="@caro?", reply_control="mentioned", now=MORNING)
    publish_post(caro, text="Here", in_reply_to=mentioned, now=minutes(1))
    with pytest.raises(RepliesAreForMentioned):
        publish_post(ben, text="Here", in_reply_to=mentioned, now=minutes(1))
    people.unfollow(ben, person_id=ada, now=minutes(2))
    with pytest.raises(RepliesAreForFollowers):
        publish_post(ben, text="Here", in_reply_to=first, now=minutes(3))
    with pytest.raises(UnknownReplyControl):
        publish_post(ada, text="hm", reply_control="cats", now=MORNING)


def test_a_reply_that_waits_is_seen_by_its_author_and_the_approver_alone(
    ada: int, ben: int, caro: int
) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=MORNING)
    held = publish_post(ben, text="A question", in_reply_to=first, now=minutes(1))
    for viewer, sees in ((ada, True), (ben, True), (caro, False), (None, False)):
        assert bool(queries.posts(Viewer(viewer), [held])) is sees
        assert queries.post(Viewer(viewer), first).replies == int(sees)
    assert [each.id for each in waiting.replies_waiting(Viewer(ada), first)] == [held]
    assert waiting.replies_waiting(Viewer(ben), first) == []
    let_reply_in(ada, post_id=held, now=minutes(2))
    assert not queries.post(ANYONE, held).waits
    assert waiting.replies_waiting(Viewer(ada), first) == []
    mine = publish_post(ada, text="An answer", in_reply_to=held, now=minutes(3))
    assert not queries.post(ANYONE, mine).waits


def test_a_reply_that_is_sent_back_goes_into_its_authors_drafts(ada: int, ben: int, caro: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=MORNING)
    held = publish_post(ben, text="A rude question", in_reply_to=first, now=minutes(1))
    refuse_reply(ada, post_id=held, now=minutes(2))
    assert [each.said.text for each in waiting.drafts(Viewer(ben))] == ["A rude question"]
    assert queries.posts(Viewer(caro), [held]) == []
    assert queries.post(Viewer(ben), held).removed


def test_only_the_approver_decides_and_once(ada: int, ben: int, caro: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=MORNING)
    held = publish_post(ben, text="A question", in_reply_to=first, now=minutes(1))
    for act in (let_reply_in, refuse_reply):
        with pytest.raises(NothingWaits):
            act(ben, post_id=held, now=minutes(2))
        with pytest.raises(NoSuchPost):
            act(caro, post_id=held, now=minutes(2))
    let_reply_in(ada, post_id=held, now=minutes(2))
    for act in (let_reply_in, refuse_reply):
        with pytest.raises(NothingWaits):
            act(ada, post_id=held, now=minutes(3))


def test_what_answers_a_waiting_reply_is_never_seen_before_it(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=MORNING)
    held = publish_post(ben, text="A question", in_reply_to=first, now=minutes(1))
    with pytest.raises(ReplyStillWaits):
        publish_post(ada, text="An answer", in_reply_to=held, now=minutes(2))
    more = publish_post(ben, text="One more", in_reply_to=held, now=minutes(3))
    with pytest.raises(ReplyStillWaits):
        let_reply_in(ada, post_id=more, now=minutes(4))
    assert queries.posts(ANYONE, [held, more]) == []
