"""What other servers ask and choose: answers in polls, and leave to quote."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.polls import actions as polls
from commonhold.social.polls.actions import NewPoll
from commonhold.social.polls.models import Choice
from commonhold.social.polls.refusals import ChosenAlready, NoSuchOption, NoSuchPoll, PollIsClosed
from commonhold.social.posts import actions
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.models import Post, QuoteConsent
from commonhold.social.posts.refusals import NoPollHere, NoSuchPost, NotYourPost
from tests.cast import MORNING, make_eve, minutes


@pytest.fixture
def eve(db: None) -> int:
    return make_eve()


def test_an_answer_is_chosen_by_its_words_once(ada: int, eve: int):
    post = actions.publish_post(ada, text="Tea?", poll=NewPoll(options=["Yes", "No"], minutes=5), now=MORNING)
    actions.choose_one_in_poll(eve, post_id=post, answer=" Yes ", now=MORNING)
    actions.choose_one_in_poll(eve, post_id=post, answer="Yes", now=MORNING)
    assert Choice.objects.count() == 1
    for answer, refusal in (("No", ChosenAlready), ("Perhaps", NoSuchOption)):
        with pytest.raises(refusal):
            actions.choose_one_in_poll(eve, post_id=post, answer=answer, now=MORNING)
    with pytest.raises(PollIsClosed):
        actions.choose_one_in_poll(eve, post_id=post, answer="Yes", now=minutes(6))
    with pytest.raises(NoSuchPoll):
        polls.choose_by_name(eve, poll_id=17, answer="Yes", now=MORNING)


def test_nothing_is_chosen_where_nothing_is_asked_or_seen(ada: int, eve: int):
    plain = actions.publish_post(ada, text="Tea.", now=MORNING)
    with pytest.raises(NoPollHere):
        actions.choose_one_in_poll(eve, post_id=plain, answer="Yes", now=MORNING)
    poll = NewPoll(options=["Yes", "No"])
    kept = actions.publish_post(ada, text="Tea?", poll=poll, audience="followers", now=MORNING)
    with pytest.raises(NoSuchPost):
        actions.choose_one_in_poll(eve, post_id=kept, answer="Yes", now=MORNING)


@pytest.mark.parametrize(
    ("policy", "state"), [("everyone", "given"), ("ask", "asked"), ("nobody", "refused")]
)
def test_who_asks_to_quote_hears_what_the_author_wishes(ada: int, eve: int, policy: str, state: str):
    quoted = actions.publish_post(ada, text="Quote me", quote_policy=policy, now=MORNING)
    arrived = ArrivedPost(
        uri="https://elsewhere.example/1", html="<p>Look</p>", published_at=MORNING, quoted=quoted
    )
    quote = actions.arrive_post(eve, arrived=arrived, now=MORNING)
    asked: dict[str, Any] = {
        "post_id": quote,
        "quoted_id": quoted,
        "asked_as": "https://elsewhere.example/q",
        "now": MORNING,
    }
    assert actions.ask_to_quote(eve, **asked) == state
    assert QuoteConsent.objects.get().asked_as == "https://elsewhere.example/q"
    other = actions.publish_post(ada, text="Another", now=MORNING)
    assert actions.ask_to_quote(eve, **{**asked, "quoted_id": other}) == "refused"
    with pytest.raises(NotYourPost):
        actions.ask_to_quote(ada, **asked)
    assert Post.objects.get(id=quote).quoted_id == quoted
