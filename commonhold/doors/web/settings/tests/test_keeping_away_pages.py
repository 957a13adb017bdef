"""Keeping somebody away, as one does it at the pages."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import actions as people
from commonhold.social.people import safety
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts
from tests.cast import MORNING, befriend, make_person


@pytest.fixture
def uma(db: None, client: Client) -> int:
    """Signed in at the client; she and Finn follow each other."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def test_every_settings_page_answers(client: Client, uma: int) -> None:
    for page in ("", "/blocks", "/mutes", "/servers"):
        assert client.get(f"/settings{page}").status_code == 200


def test_a_block_takes_both_out_of_each_others_sight(client: Client, uma: int, finn: int) -> None:
    befriend(uma, finn)
    made = posts.publish_post(finn, text="Hear me", now=MORNING)
    assert "Hear me" in client.get("/").content.decode()
    assert client.get("/@finn/block").status_code == 200
    assert client.post("/@finn/block")["Location"] == "/settings/blocks"
    assert "Hear me" not in client.get("/").content.decode()
    assert client.get(f"/@finn/{made}").status_code == 404
    assert "You blocked this person" in client.get("/@finn").content.decode()
    assert client.get("/@finn/mute").status_code == 404
    client.post("/settings/blocks/undo", {"person_id": str(finn)})
    assert client.get(f"/@finn/{made}").status_code == 200


def test_a_mute_keeps_somebody_out_of_feeds_and_says_so_on_the_page(
    client: Client, uma: int, finn: int
) -> None:
    befriend(uma, finn)
    posts.publish_post(finn, text="Hear me", now=MORNING)
    assert client.post("/@finn/mute", {"hours": "never"}).status_code == 400
    assert client.post("/@finn/mute", {"hours": "24"}).status_code == 303
    (muted,) = safety.mutes(Viewer(uma))[0]
    assert muted.until is not None
    assert not muted.hides_notifications
    assert feeds.home(Viewer(uma)) == feeds.latest(Viewer(uma)) == []
    page = client.get("/@finn").content.decode()
    assert "You muted this person" in page
    assert "Hear me" in page
    client.post("/settings/mutes/undo", {"person_id": str(finn)})
    assert len(feeds.home(Viewer(uma))) == 1


def test_boosts_are_hidden_and_shown_on_the_page(client: Client, uma: int, finn: int) -> None:
    client.post("/@finn/boosts")
    assert "You hide what they boost" in client.get("/@finn").content.decode()
    assert "Finn" in client.get("/settings/mutes").content.decode()
    client.post("/settings/boosts/undo", {"person_id": str(finn)})
    assert safety.hidden_boosts(Viewer(uma))[0] == []


def test_a_refused_server_stays_in_its_field(client: Client, uma: int) -> None:
    answer = client.post("/settings/servers", {"domain": "nonsense"})
    assert answer.status_code == 400
    assert 'value="nonsense"' in answer.content.decode()
    assert client.post("/settings/servers", {"domain": "bad.example"}).status_code == 303
    assert "bad.example" in client.get("/settings/servers").content.decode()
    client.post("/settings/servers/undo", {"domain": "bad.example"})
    assert safety.blocked_servers(Viewer(uma))[0] == []


def test_what_is_sent_for_nobody_changes_nothing(client: Client, uma: int) -> None:
    assert client.post("/settings/blocks/undo", {"person_id": "x"}).status_code == 303
    assert client.post("/@nobody/block").status_code == 404
    assert client.post("/@uma/block").status_code == 403


def test_strangers_are_asked_to_sign_in(client: Client, uma: int, finn: int) -> None:
    people.block(uma, person_id=finn, now=MORNING)
    client.logout()
    for page in ("/settings", "/settings/blocks", "/@finn/block", "/@finn/mute"):
        assert client.get(page).status_code == 302
