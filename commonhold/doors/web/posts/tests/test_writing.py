"""The page on which one chooses how one writes, and what begins so."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import choose_habits, publish_post
from commonhold.social.posts.habits import HabitsView, habits_of
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person

QUIET = {
    "audience": "followers",
    "language": "fr",
    "quote_policy": "ask",
    "reply_control": "mentioned",
    "approves_replies": "on",
    "is_sensitive": "on",
}


@pytest.fixture
def uma(db: None, client: Client) -> int:
    """Signed in at the client."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def test_what_is_chosen_is_kept_and_shown(client: Client, uma: int) -> None:
    assert client.post("/settings/writing", QUIET).status_code == 303
    shown = client.get("/settings/writing").content.decode()
    assert habits_of(Viewer(uma)) == HabitsView("followers", True, "fr", "ask", "mentioned", True)
    assert "Your next post begins like this." in shown
    assert '<option value="fr" selected>' in shown
    assert '<option value="ask" selected>' in shown


@pytest.mark.parametrize(
    "strange",
    [
        {"audience": "direct"},
        {"audience": ""},
        {"language": "German"},
        {"quote_policy": "some"},
        {"reply_control": "some"},
    ],
)
def test_what_can_be_no_habit_is_refused_and_the_rest_stays(
    client: Client, uma: int, strange: dict[str, str]
) -> None:
    answer = client.post("/settings/writing", QUIET | {"is_sensitive": "on"} | strange)
    assert answer.status_code == 400
    form = answer.context["form"]
    assert list(form.errors) == list(strange)
    assert form["is_sensitive"].value() is True
    assert habits_of(Viewer(uma)) == HabitsView()


def test_a_habit_opens_no_section_and_what_differs_from_it_does(client: Client, uma: int) -> None:
    client.post("/settings/writing", QUIET)
    assert not client.get("/compose").context["form"].says_who_replies
    sent = {"text": "Soup", **QUIET, "do": "more"}
    assert not client.post("/compose", sent).context["form"].says_who_replies
    for other in ({"quote_policy": "everyone"}, {"reply_control": "everyone"}, {"approves_replies": ""}):
        assert client.post("/compose", sent | other).context["form"].says_who_replies


def test_the_small_forms_begin_so_too(client: Client, uma: int) -> None:
    assert '<option value="followers" selected>' not in client.get("/").content.decode()
    for audience in ("followers", "unlisted"):
        client.post("/settings/writing", QUIET | {"audience": audience})
        assert f'<option value="{audience}" selected>' in client.get("/").content.decode()
    client.post("/compose", {"text": "Soup", "audience": "unlisted", "do": "publish"})
    made = Post.objects.get()
    assert (made.audience, made.language, made.quote_policy) == ("unlisted", "fr", "ask")
    assert (made.is_sensitive, made.reply_control, made.approves_replies) == (True, "mentioned", True)


def test_a_language_that_only_an_app_knows_is_kept(client: Client, uma: int) -> None:
    """Nobody loses a word because her phone says `pt-BR`."""
    choose_habits(uma, habits=HabitsView(language="pt-BR"), now=MORNING)
    assert '<option value="pt-BR" selected>' in client.get("/settings/writing").content.decode()
    assert '<option value="pt-BR" selected>' in client.get("/compose").content.decode()
    choose_habits(uma, habits=HabitsView(), now=MORNING)
    publish_post(uma, text="Sopa", language="pt-BR", now=MORNING)
    assert client.post("/compose", {"text": "Pão", "audience": "public"}).status_code == 303
    assert set(Post.objects.values_list("language", flat=True)) == {"pt-BR"}
