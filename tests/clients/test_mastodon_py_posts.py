"""Posts through Mastodon.py: writing, answering, changing, keeping, and what goes with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError

from commonhold.social.media.tests.samples import picture
from tests.clients.patience import until


def test_a_post_is_written_read_changed_and_removed(ada, ben):
    made = ada.status_post(
        "The kettle is on. #tea", visibility="unlisted", spoiler_text="Kitchen", language="en", sensitive=True
    )
    assert (made.visibility, made.spoiler_text, made.language, made.sensitive) == (
        "unlisted",
        "Kitchen",
        "en",
        True,
    )
    assert made.tags[0].name == "tea"
    assert made.url.endswith(f"/@ada/{made.id}")
    assert ben.status(made.id).content == made.content
    assert [each.id for each in ben.statuses([made.id])] == [made.id]

    changed = ada.status_update(made.id, "The kettle is off.", spoiler_text="")
    assert changed.edited_at is not None
    assert ada.status_source(made.id).text == "The kettle is off."
    first, second = ben.status_history(made.id)
    assert (first.spoiler_text, second.spoiler_text) == ("Kitchen", "")

    assert ada.status_delete(made.id).text == "The kettle is off."
    with pytest.raises(MastodonNotFoundError):
        ben.status(made.id)


def test_the_same_post_sent_twice_is_there_once(ada):
    first = ada.status_post("Only once", idempotency_key="once upon a time")
    assert ada.status_post("Only once", idempotency_key="once upon a time").id == first.id


def test_an_answer_stands_in_its_thread(ada, ben, stranger):
    top = ada.status_post("Who brings cake?")
    answer = ben.status_reply(top, "I do")
    assert (answer.in_reply_to_id, answer.in_reply_to_account_id) == (top.id, ada.me().id)
    assert [each.id for each in stranger.status_context(top.id).descendants] == [answer.id]
    assert [each.id for each in stranger.status_context(answer.id).ancestors] == [top.id]
    assert ada.status(top.id).replies_count == 1


def test_favourites_boosts_bookmarks_and_pins_come_and_go(ada, ben):
    post = ada.status_post("Free plums by the gate")
    assert ben.status_favourite(post.id).favourited
    assert [each.acct for each in ada.status_favourited_by(post.id)] == ["ben"]
    assert post.id in [each.id for each in ben.favourites()]
    boost = ben.status_reblog(post.id)
    assert (boost.reblog.id, boost.account.acct) == (post.id, "ben")
    assert [each.acct for each in ada.status_reblogged_by(post.id)] == ["ben"]
    assert ben.status_bookmark(post.id).bookmarked
    assert post.id in [each.id for each in ben.bookmarks()]
    assert ada.status_pin(post.id).pinned
    assert post.id in [each.id for each in ben.account_statuses(ada.me().id, pinned=True)]
    counted = ada.status(post.id)
    assert (counted.favourites_count, counted.reblogs_count) == (1, 1)
    undone = (
        ben.status_unfavourite(post.id).favourited,
        ben.status_unreblog(post.id).reblogged,
        ben.status_unbookmark(post.id).bookmarked,
        ada.status_unpin(post.id).pinned,
    )
    assert not any(undone)


def test_a_poll_is_asked_and_answered_once(ada, ben):
    poll = ada.make_poll(["Plum", "Apple"], expires_in=3600, multiple=False)
    asked = ada.status_post("Which cake?", poll=poll).poll
    voted = ben.poll_vote(asked.id, 1)
    assert (voted.voted, voted.own_votes) == (True, [1])
    assert ada.poll(asked.id).options[1].votes_count == 1
    with pytest.raises(MastodonAPIError, match="422"):
        ben.poll_vote(asked.id, 0)


def test_a_picture_is_made_safe_described_and_posted(ada):
    sent = ada.media_post(picture(), mime_type="image/png", description="A gate", focus=(0.5, -0.5))
    ready = until(lambda: ada.media(sent.id), lambda found: found.url is not None)
    assert ready.description == "A gate"
    assert ready.meta.focus.x == 0.5
    assert ada.media_update(sent.id, description="A green gate").description == "A green gate"
    post = ada.status_post("Look", media_ids=[sent.id])
    assert post.media_attachments[0].description == "A green gate"
    assert post.id in [each.id for each in ada.account_statuses(ada.me().id, only_media=True)]
    edit = ada.generate_media_edit_attributes(sent.id, description="A gate, green")
    changed = ada.status_update(post.id, "Look here", media_attributes=[edit])
    assert changed.media_attachments[0].description == "A gate, green"


def test_a_post_waits_for_its_time(ada):
    due = datetime.now(UTC) + timedelta(hours=2)
    waiting = ada.status_post("Later", scheduled_at=due)
    assert waiting.params.text == "Later"
    assert waiting.id in [each.id for each in ada.scheduled_statuses()]
    moved = ada.scheduled_status_update(waiting.id, due + timedelta(hours=1))
    assert moved.scheduled_at > waiting.scheduled_at
    assert ada.scheduled_status(waiting.id).scheduled_at == moved.scheduled_at
    ada.scheduled_status_delete(waiting.id)
    with pytest.raises(MastodonNotFoundError):
        ada.scheduled_status(waiting.id)


def test_what_is_for_followers_is_hidden_from_others(ada, ben, stranger):
    post = ada.status_post("For friends", visibility="private")
    for other in (ben, stranger):
        with pytest.raises(MastodonNotFoundError):
            other.status(post.id)
    direct = ada.status_post("@ben for you", visibility="direct")
    assert ben.status(direct.id).mentions[0].acct == "ben"
    with pytest.raises(MastodonNotFoundError):
        stranger.status(direct.id)


def test_a_translation_is_refused_in_words(ada):
    post = ada.status_post("Hola", language="es")
    with pytest.raises(MastodonNotFoundError, match="Translation is not available"):
        ada.status_translate(post.id, lang="en")


@pytest.mark.parametrize(
    "said",
    [
        {"status": ""},
        {"status": "x" * 100_001},
        {"status": "Hm", "visibility": "everyone"},
        {"status": "Hm", "poll": {"options": ["one"], "expires_in": 3600}},
        {"status": "Hm", "scheduled_at": "yesterday"},
        {"status": "Hm", "media_ids": ["404"]},
        {"status": "Hm", "in_reply_to_id": "404"},
    ],
)
def test_what_can_not_be_posted_is_refused_and_nothing_breaks(ada, said):
    with pytest.raises(MastodonAPIError, match=r"4[02]\d"):
        raw(ada, "POST", "/api/v1/statuses", said)


def raw(client: Mastodon, method: str, path: str, params: dict[str, object]) -> object:
    """A call that the library would rather not make."""
    return client._Mastodon__api_request(method, path, params, use_json=True)  # type: ignore[attr-defined]  # it has no public one
