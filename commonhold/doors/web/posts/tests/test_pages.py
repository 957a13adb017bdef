"""The pages on which posts are written and changed: what is refused loses nothing, and answers 400."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.doors.web.posts.difference import pieces
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import queries, waiting
from commonhold.social.posts.actions import choose_habits, publish_post, remove_post
from commonhold.social.posts.habits import HabitsView
from commonhold.social.posts.models import Draft, Post
from tests.cast import MORNING, make_list_of, make_person


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def gus(founded: None) -> int:
    """Has an account, and is no member."""
    return make_person("gus", signs_in=True)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def page(response) -> str:
    return str(response.content.decode())


FORM = {"text": "Bread at nine", "audience": "public", "language": "en", "do": "publish"}


def test_a_post_is_published_with_everything_that_the_form_says(ada: int) -> None:
    said = FORM | {
        "audience": f"list:{make_list_of(ada)}",
        "option": ["Rye", "Wheat", "", ""],
        "poll_minutes": "60",
        "poll_is_multiple": "on",
        "warning": "food",
        "is_plain": "on",
        "reply_control": "mentioned",
        "approves_replies": "on",
        "quote_policy": "nobody",
    }
    answer = as_person(ada).post("/compose", said)
    assert answer.status_code == 303
    post = queries.post(Viewer(ada), int(answer["Location"].rsplit("/", 1)[1]))
    assert (post.audience, post.warning, post.format, post.language) == ("list", "food", "plain", "en")
    assert [each.text for each in post.poll.options] == ["Rye", "Wheat"]
    assert post.poll.is_multiple
    row = Post.objects.get(id=post.id)
    assert (row.reply_control, row.approves_replies, row.quote_policy) == ("mentioned", True, "nobody")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "There is nothing written yet."),
        ({"text": "x" * 5001}, "this one has 5001"),
        ({"text": "x" + "\u0301" * 50}, "bear so many marks"),
        ({"option": ["Only one", ""]}, "at least two answers"),
        ({"option": ["Rye", "rye"]}, "twice"),
        ({"due": "2020-01-01T10:00"}, "That time has passed already"),
        ({"due": "tomorrow"}, "Enter a valid date/time"),
        ({"quote": "17"}, "This post isn&#x27;t here"),
        ({"audience": "members-and-cats"}, "is not in the list"),
    ],
)
def test_what_is_refused_answers_400_and_keeps_what_was_typed(
    ada: int, changed: dict[str, object], words: str
) -> None:
    answer = as_person(ada).post("/compose", FORM | {"warning": "kept warning"} | changed)
    shown = page(answer)
    assert answer.status_code == 400
    assert words in shown
    assert "kept warning" in shown
    assert str(changed.get("text", "Bread at nine"))[:40] in shown
    for option in changed.get("option", ()):  # type: ignore[attr-defined]  # where there is a list
        assert f'value="{option}"' in shown
    assert not Post.objects.exists()


def test_who_is_no_member_is_not_offered_what_members_read(ada: int, gus: int) -> None:
    assert 'value="members"' in page(as_person(ada).get("/compose"))
    assert 'value="members"' not in page(as_person(gus).get("/compose"))


def test_a_reply_is_offered_what_is_narrower_and_inherits_the_warning(ada: int, gus: int) -> None:
    said = publish_post(ada, text="Soup", warning="food", audience="unlisted", now=MORNING)
    shown = page(as_person(gus).get(f"/compose?reply_to={said}"))
    assert 'value="food"' in shown
    assert "Whoever reads the post above" in shown
    assert 'value="public"' not in shown


def test_the_form_begins_as_its_author_writes_by_habit(ada: int) -> None:
    choose_habits(ada, habits=HabitsView("followers", True, "fr", "nobody"), now=MORNING)
    form = as_person(ada).get("/compose").context["form"]
    assert [form[each].value() for each in ("audience", "is_sensitive", "language", "quote_policy")] == [
        "followers",
        True,
        "fr",
        "nobody",
    ]
    said = publish_post(ada, text="Soup", now=MORNING)
    assert not as_person(ada).get(f"/compose?reply_to={said}").context["form"]["audience"].value()


def test_more_choices_opens_the_whole_form_with_what_was_typed(ada: int) -> None:
    answer = as_person(ada).post("/compose", {"text": "half a thought", "do": "more"})
    assert answer.status_code == 200
    assert "half a thought" in page(answer)
    assert not Post.objects.exists()


def test_another_app_may_share_into_the_form(ada: int) -> None:
    shown = page(as_person(ada).get("/compose", {"title": "A page", "url": "https://a.example/x"}))
    assert "A page\nhttps://a.example/x" in shown


def test_what_is_being_written_is_kept_by_itself_and_goes_when_published(ada: int) -> None:
    client = as_person(ada)
    first = client.post("/drafts/keep", FORM | {"text": "Bread"}).json()["draft"]
    again = client.post("/drafts/keep", FORM | {"text": "Bread at", "draft_id": first}).json()["draft"]
    assert first == again
    assert [each.said.text for each in waiting.drafts(Viewer(ada))] == ["Bread at"]
    assert client.post("/drafts/keep", {"text": "  ", "draft_id": ""}).json() == {"draft": None}
    assert client.post("/compose", FORM | {"draft_id": first}).status_code == 303
    assert not Draft.objects.exists()


def test_a_draft_that_was_deleted_elsewhere_is_kept_anew(ada: int) -> None:
    client = as_person(ada)
    gone = client.post("/drafts/keep", FORM).json()["draft"]
    assert client.post(f"/drafts/{gone}/discard").status_code == 303
    assert client.post("/drafts/keep", FORM | {"draft_id": gone}).json()["draft"] not in {gone, None}
    assert client.post("/drafts/keep", {"text": "x" * 20_001}).status_code == 400


def test_a_draft_is_shown_again_as_it_was_left(ada: int, gus: int) -> None:
    client = as_person(ada)
    assert (
        client.post("/compose", FORM | {"do": "draft", "option": ["A", "B", "C", "D", "E"]}).status_code
        == 303
    )
    draft_id = waiting.drafts(Viewer(ada))[0].id
    shown = page(client.get(f"/compose?draft={draft_id}"))
    assert "Bread at nine" in shown
    assert 'value="E"' in shown
    assert "Bread at nine" in page(client.get("/drafts"))
    assert as_person(gus).get(f"/compose?draft={draft_id}").status_code == 404


def test_a_scheduled_post_is_listed_changed_and_called_off(ada: int) -> None:
    client = as_person(ada)
    due = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert client.post("/compose", FORM | {"due": due})["Location"] == "/scheduled"
    draft = waiting.drafts(Viewer(ada), scheduled=True)[0]
    assert f'value="{due}"' in page(client.get(f"/compose?draft={draft.id}"))
    assert "Bread at nine" in page(client.get("/scheduled"))
    client.post("/drafts/keep", FORM | {"due": due, "draft_id": str(draft.id), "text": "not yet meant"})
    assert waiting.draft(Viewer(ada), draft.id).said.text == "Bread at nine"
    assert client.post(f"/scheduled/{draft.id}/cancel").status_code == 303
    assert waiting.draft(Viewer(ada), draft.id).due is None


def test_editing_shows_its_history_and_refuses_like_writing(ada: int, gus: int) -> None:
    post_id = publish_post(ada, text="Bread at nine", now=MORNING)
    client = as_person(ada)
    assert "Bread at nine" in page(client.get(f"/@ada/{post_id}/edit"))
    refused = client.post(f"/@ada/{post_id}/edit", {"text": "y" * 5001, "warning": "kept"})
    assert (refused.status_code, "y" * 5001 in page(refused)) == (400, True)
    assert client.post(f"/@ada/{post_id}/edit", {"text": "Bread at ten"}).status_code == 303
    shown = page(as_person(gus).get(f"/@ada/{post_id}/history"))
    assert "nine</del>" in shown
    assert "ten</ins>" in shown
    assert as_person(gus).get(f"/@ada/{post_id}/edit").status_code == 403


def test_a_deleted_post_can_be_undone_from_its_place_by_its_author(ada: int, gus: int) -> None:
    post_id = publish_post(ada, text="Bread at nine", now=clock.now())
    client = as_person(ada)
    assert "Bread at nine" in page(client.get(f"/@ada/{post_id}/remove"))
    assert client.post(f"/@ada/{post_id}/remove", {"do": "remove"}).status_code == 303
    assert "You deleted this post." in page(client.get(f"/@ada/{post_id}"))
    shown = page(as_person(gus).get(f"/@ada/{post_id}"))
    assert "This post was deleted." in shown
    assert "/restore" not in shown
    assert client.post(f"/@ada/{post_id}/restore").status_code == 303
    assert "Bread at nine" in page(as_person(gus).get(f"/@ada/{post_id}"))
    anew = client.post(f"/@ada/{post_id}/remove", {"do": "redraft"})
    assert "Bread at nine" in page(client.get(anew["Location"]))


def test_a_poll_is_answered_with_a_script_and_without(ada: int, gus: int) -> None:
    poll = NewPoll(("Rye", "Wheat"), minutes=60)
    post_id = publish_post(ada, text="Bread?", poll=poll, now=clock.now())
    client = as_person(gus)
    nothing = client.post(f"/@ada/{post_id}/poll", headers={"HX-Request": "true"})
    assert "Choose an answer first" in page(nothing)
    swapped = client.post(f"/@ada/{post_id}/poll", {"choice": "1"}, headers={"HX-Request": "true"})
    assert "100</span> %" in page(swapped)
    again = client.post(f"/@ada/{post_id}/poll", {"choice": "0"})
    assert (again.status_code, "Your first answer counts." in page(again)) == (403, True)
    assert as_person(ada).post(f"/@ada/{post_id}/poll", {"choice": "0"}).status_code == 303


def test_a_reply_to_a_removed_post_loses_nothing(ada: int, gus: int) -> None:
    post_id = publish_post(ada, text="Soup?", now=MORNING)
    remove_post(ada, post_id=post_id, now=MORNING)
    answer = as_person(gus).post("/compose", {"text": "Yes please", "reply_to": str(post_id)})
    assert answer.status_code == 400
    assert "removed meanwhile" in page(answer)
    assert "Yes please" in page(answer)


def test_hostile_words_stay_words_on_every_page(ada: int) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "onload="'
    post_id = publish_post(ada, text=evil, warning=evil, poll=NewPoll((evil, "b")), now=clock.now())
    client = as_person(ada)
    client.post("/drafts/keep", FORM | {"text": evil, "option": [evil, "b"]})
    for path in ("", "/history", "/edit", "/remove", "/quotes"):
        assert "<script>alert" not in page(client.get(f"/@ada/{post_id}{path}")), path
        assert "<img src=x" not in page(client.get(f"/@ada/{post_id}{path}")), path
    assert "<script>alert" not in page(client.get("/drafts"))


def test_what_changed_is_told_word_by_word_and_in_time() -> None:
    said = [(each.kind, each.text) for each in pieces("Bread at nine", "Bread at ten today")]
    assert said == [("same", "Bread at "), ("gone", "nine"), ("new", "ten today")]
    assert "".join(each.text for each in pieces("a " * 2500, "a b " * 1250) if each.kind != "gone")
