"""Posts through an app: written, read, answered, passed on, kept, changed and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.social.posts.actions import publish_post, restrict_post
from tests.calling import App
from tests.cast import befriend, make_group_of


def say(app: App, text: str = "Bread!", **more: object) -> dict[str, object]:
    told = app.post("/api/v1/statuses", {"status": text, **more})
    assert told.status == 200, told.body
    made: dict[str, object] = told.body
    return made


def test_a_post_is_written_by_form_and_by_json_and_read(ada: App, stranger: App) -> None:
    by_form = ada.post("/api/v1/statuses", status="Tea & #bread with @ada", language="en").body
    read = stranger.get(f"/api/v1/statuses/{by_form['id']}").body
    assert read["content"] == (
        '<p>Tea &amp; <a href="http://coop.example/tags/bread" class="mention hashtag" rel="tag">'
        '#<span>bread</span></a> with <span class="h-card"><a href="http://coop.example/@ada" '
        'class="u-url mention">@<span>ada</span></a></span></p>'
    )
    assert read["tags"] == [{"name": "bread", "url": "http://coop.example/tags/bread"}]
    assert read["url"] == f"http://coop.example/@ada/{by_form['id']}"
    assert read["created_at"].endswith("Z")
    assert len(read["created_at"]) == len("2026-01-01T00:00:00.000Z")
    assert "favourited" not in read
    assert ada.get(f"/api/v1/statuses/{by_form['id']}").body["favourited"] is False


def test_marks_stay_as_they_are_typed_unless_markdown_is_asked_for(ada: App) -> None:
    assert "*so*" in str(say(ada, "I mean it *so*.")["content"])
    assert "<em>so</em>" in str(say(ada, "I mean it *so*.", content_type="text/markdown")["content"])


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
def test_an_audience_comes_back_as_it_was_sent(ada: App, ben: App, visibility: str) -> None:
    assert say(ada, "@ben hello", visibility=visibility)["visibility"] == visibility


def test_narrower_audiences_are_private_and_answers_never_wider(ada: App, ben: App) -> None:
    befriend(ada.person_id, ben.person_id)
    group = make_group_of(ada.person_id, ben.person_id)
    post_id = publish_post(ada.person_id, text="Us.", audience="group", group_id=group, now=clock.now())
    shown = ben.get(f"/api/v1/statuses/{post_id}").body
    assert shown["visibility"] == "private"
    for visibility in ("public", "private"):
        answer = say(ben, "Yes.", in_reply_to_id=str(post_id), visibility=visibility)
        assert answer["visibility"] == "private"
        assert App().get(f"/api/v1/statuses/{answer['id']}").status in {200, 404}


@pytest.mark.parametrize(("warning", "shown"), [("", "⚑ Untrue"), ("bread", "⚑ Untrue · bread")])
def test_a_label_stands_before_the_authors_own_warning_and_is_never_taken_for_it(
    ada: App, stranger: App, warning: str, shown: str
) -> None:
    made = say(ada, spoiler_text=warning)
    restrict_post(
        post_id=int(str(made["id"])), kind="labelled", reference="measure:1", words="Untrue", now=clock.now()
    )
    read = stranger.get(f"/api/v1/statuses/{made['id']}").body
    assert (read["spoiler_text"], read["sensitive"]) == (shown, True)
    assert ada.get(f"/api/v1/statuses/{made['id']}/source").body["spoiler_text"] == warning


def test_what_a_measure_covers_is_sensitive_to_apps(ada: App, stranger: App) -> None:
    made = say(ada)
    restrict_post(post_id=int(str(made["id"])), kind="covered", reference="measure:1", now=clock.now())
    read = stranger.get(f"/api/v1/statuses/{made['id']}").body
    assert (read["spoiler_text"], read["sensitive"]) == ("", True)


def test_trying_again_says_it_once(ada: App) -> None:
    first = ada.post("/api/v1/statuses", {"status": "Once."}, key="a-key")
    again = ada.post("/api/v1/statuses", {"status": "Once."}, key="a-key")
    assert first.body["id"] == again.body["id"]


def test_a_thread_reads_in_order(ada: App, ben: App, stranger: App) -> None:
    first = say(ada)
    second = say(ben, "Where?", in_reply_to_id=first["id"])
    third = say(ada, "Here.", in_reply_to_id=second["id"])
    assert second["in_reply_to_account_id"] == str(ada.person_id)
    told = stranger.get(f"/api/v1/statuses/{second['id']}/context").body
    assert [each["id"] for each in told["ancestors"]] == [first["id"]]
    assert [each["id"] for each in told["descendants"]] == [third["id"]]


def test_what_readers_do_is_seen_and_undone(ada: App, ben: App) -> None:
    post = f"/api/v1/statuses/{say(ada)['id']}"
    assert ben.post(f"{post}/bookmark").body["bookmarked"] is True
    liked = ben.post(f"{post}/favourite").body
    assert (liked["favourited"], liked["favourites_count"]) == (True, 1)
    for narrower in ("private", "direct"):
        assert "narrower" in ben.post(f"{post}/reblog", visibility=narrower).error
    passed_on = ben.post(f"{post}/reblog", visibility="public").body
    assert passed_on["reblog"]["id"] == post.rpartition("/")[2]
    # As other servers know it: by what is announced to them.
    assert passed_on["uri"] == f"http://coop.example/ap/people/{ben.person_id}/boosts/{passed_on['id']}"
    assert passed_on["account"]["acct"] == "ben"
    assert ada.get(f"/api/v1/statuses/{passed_on['id']}").body["reblog"]["reblogs_count"] == 1
    assert [each["acct"] for each in ada.get(f"{post}/reblogged_by").body] == ["ben"]
    assert [each["acct"] for each in ada.get(f"{post}/favourited_by").body] == ["ben"]
    assert len(ben.get("/api/v1/bookmarks").body) == len(ben.get("/api/v1/favourites").body) == 1
    for act in ("unfavourite", "unbookmark", "unreblog"):
        assert ben.post(f"{post}/{act}").status == 200
    assert ben.get(post).body["reblogged"] is False
    assert ada.get(f"/api/v1/statuses/{passed_on['id']}").status == 404
    assert ada.post(f"{post}/pin").body["pinned"] is True
    assert len(ben.get(f"/api/v1/accounts/{ada.person_id}/statuses", pinned=True).body) == 1
    assert ada.post(f"{post}/unpin").body["pinned"] is False


def test_a_post_is_changed_with_its_past_and_deleted(ada: App, ben: App) -> None:
    post = f"/api/v1/statuses/{say(ada, 'Bred.')['id']}"
    assert ada.put(post, {"status": "Bread.", "spoiler_text": "food"}).body["spoiler_text"] == "food"
    assert [each["content"] for each in ben.get(f"{post}/history").body] == ["<p>Bred.</p>", "<p>Bread.</p>"]
    assert ada.get(f"{post}/source").body["text"] == "Bread."
    assert ben.get(f"{post}/source").status == 404
    assert ben.delete(post).status == ben.put(post, {"status": "Mine."}).status == 404
    assert ada.delete(post).body["text"] == "Bread."
    assert ben.get(post).status == 404


def test_a_poll_is_asked_and_answered_once(ada: App, ben: App) -> None:
    asked = {"options": ["yes", "no"], "expires_in": 600, "multiple": False}
    poll = say(ada, "Soup?", poll=asked)["poll"]
    assert isinstance(poll, dict)
    told = ben.post(f"/api/v1/polls/{poll['id']}/votes", {"choices": [1]})
    assert told.body["own_votes"] == [1]
    assert told.body["options"][1]["votes_count"] == 1
    again = ben.post(f"/api/v1/polls/{poll['id']}/votes", choices=["0"])
    assert again.status == 422
    assert App().get(f"/api/v1/polls/{poll['id']}").status == 200
    assert ben.post(f"/api/v1/polls/{poll['id']}/votes", choices=["x"]).status == 422
    assert ben.get("/api/v1/polls/7").status == 404


def test_a_post_waits_for_its_time(ada: App) -> None:
    due = (clock.now() + timedelta(hours=2)).isoformat()
    waiting = ada.post("/api/v1/statuses", {"status": "Later.", "scheduled_at": due}).body
    assert waiting["params"]["text"] == "Later."
    one = f"/api/v1/scheduled_statuses/{waiting['id']}"
    assert ada.get("/api/v1/scheduled_statuses").body[0]["id"] == ada.get(one).body["id"]
    later = (clock.now() + timedelta(hours=3)).isoformat()
    assert ada.put(one, scheduled_at=later).body["scheduled_at"] > waiting["scheduled_at"]
    assert ada.delete(one).status == 200
    assert ada.get(one).status == 404
    past = (clock.now() - timedelta(hours=1)).isoformat()
    assert ada.post("/api/v1/statuses", {"status": "No.", "scheduled_at": past}).status == 422


def test_a_picture_is_brought_described_and_posted(ada: App, ben: App, png: bytes) -> None:
    brought = ada.upload("POST", "/api/v2/media", "file", png, description="A lantern", focus="0.5,-0.5")
    assert brought.status == 202
    assert brought.body["description"] == "A lantern"
    assert ada.get(f"/api/v1/media/{brought.body['id']}").status in {200, 206}
    assert ben.get(f"/api/v1/media/{brought.body['id']}").status == 404
    changed = ada.put(f"/api/v1/media/{brought.body['id']}", {"description": "A red lantern"})
    assert changed.body["description"] == "A red lantern"
    post = say(ada, "", media_ids=[brought.body["id"]])
    assert [each["id"] for each in post["media_attachments"]] == [brought.body["id"]]  # type: ignore[attr-defined]  # a list
    spare = ada.upload("POST", "/api/v1/media", "file", png).body["id"]
    assert ada.delete(f"/api/v1/media/{spare}").status == 200
    assert ada.delete(f"/api/v1/media/{brought.body['id']}").status == 422
    assert ada.post("/api/v2/media").status == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": ""},
        {"status": "x" * 100_000},
        {"status": "x", "visibility": "secret"},
        {"status": "x", "poll": {"options": ["one"], "expires_in": 600}},
        {"status": "x", "poll": {"options": ["one", "two"]}},
        {"status": "x", "scheduled_at": "tomorrow"},
        {"status": {"a": 1}},
        {"status": "x", "in_reply_to_id": "7"},
        {"status": "x", "in_reply_to_id": "9" * 30},
        {"status": "x", "media_ids": ["7"]},
    ],
)
def test_what_can_not_be_said_is_refused_in_words(ada: App, wrong: dict[str, object]) -> None:
    told = ada.post("/api/v1/statuses", wrong)
    assert told.status in {404, 422}
    assert told.error


def test_translating_is_refused_clearly(ada: App) -> None:
    told = ada.post(f"/api/v1/statuses/{say(ada)['id']}/translate")
    assert told.status == 404
    assert "not available" in told.error
