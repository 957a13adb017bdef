"""The pages of notifications: their forms keep what was chosen, and one POST ends the mails."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.notifications import queries
from commonhold.social.notifications.actions import notify
from commonhold.social.notifications.actions.digests import choose_digest, unsubscribe_token
from commonhold.social.notifications.actions.wishes import keep_apart
from commonhold.social.notifications.kinds import Way
from commonhold.social.notifications.tests.push_box import Browser
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, PASSWORD, make_person, minutes

SETTINGS = "/settings/notifications"


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def uma(client: Client) -> int:
    """Signed in at the client."""
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def test_what_belongs_together_is_one_line_and_reading_is_noted(
    client: Client, uma: int, ben: int, caro: int
) -> None:
    for actor in (ben, caro):
        notify(person_id=uma, kind="thanks", actor_id=actor, subject="post:1", now=MORNING)
    page = client.get("/notifications").content.decode()
    assert "Caro and Ben thanked you" in page
    newest = queries.grouped(Viewer(uma)).groups[0].id
    notify(person_id=uma, kind="follow", actor_id=ben, now=minutes(1))
    assert client.post("/notifications/read", {"up_to": str(newest)}).status_code == 303
    assert queries.unread_count(Viewer(uma)) == 1


def test_a_page_leads_to_the_older_ones_of_its_tab(client: Client, uma: int, ben: int) -> None:
    for number in range(25):
        notify(person_id=uma, kind="thanks", actor_id=ben, subject=f"post:{number}", now=minutes(number))
    answer = client.get("/notifications?tab=appreciation")
    older = answer.context["older_url"]
    assert "tab=appreciation" in older
    assert client.get(f"/notifications{older}").content.decode().count('class="told-line"') == 5
    assert client.get("/notifications?tab=nonsense&before=x").status_code == 200


def test_the_table_of_kinds_keeps_what_is_marked(client: Client, uma: int) -> None:
    assert client.post(f"{SETTINGS}/ways", {"mention:here": "on", "thanks:mail": "on"}).status_code == 303
    ways = {each.kind.code: each.ways for each in queries.kind_choices(Viewer(uma))}
    assert ways["mention"] == {Way.HERE}
    assert ways["thanks"] == {Way.MAIL}
    assert not ways["reply"]


def test_an_answer_that_was_not_offered_is_refused_on_the_page(client: Client, uma: int) -> None:
    for form, said in (("strangers", {"strangers": "never"}), ("digest", {"rhythm": "hourly"})):
        assert client.post(f"{SETTINGS}/{form}", said).status_code == 400
    assert client.post(f"{SETTINGS}/digest", {"rhythm": "daily"}).status_code == 303
    assert queries.digest_rhythm(Viewer(uma)) == "daily"


def test_an_address_that_is_not_confirmed_is_named_beside_the_question(client: Client, db: None) -> None:
    person_id = people.open_account(
        email="vic@example.org", password=PASSWORD, handle="vic", display_name="Vic", now=MORNING
    )
    client.force_login(get_user_model().objects.get(people=person_id))
    answer = client.post(f"{SETTINGS}/digest", {"rhythm": "daily"})
    assert answer.status_code == 400
    assert "confirm" in answer.content.decode()


def test_strangers_wait_until_they_are_let_in_or_dismissed(
    client: Client, uma: int, ben: int, caro: int
) -> None:
    keep_apart(uma, strangers="apart", newcomers="apart", now=MORNING)
    for actor in (ben, caro):
        notify(person_id=uma, kind="mention", actor_id=actor, subject="post:1", now=MORNING)
    assert "2 strangers wait" in client.get("/notifications").content.decode()
    assert "Ben" in client.get("/notifications/requests").content.decode()
    client.post(f"/notifications/requests/{ben}", {"answer": "welcome"})
    client.post(f"/notifications/requests/{caro}", {"answer": "dismiss"})
    assert client.post(f"/notifications/requests/{caro}", {"answer": "dismiss"}).status_code == 404
    assert [each.actor.handle for each in queries.for_person(Viewer(uma)) if each.actor] == ["ben"]


def test_a_device_comes_on_the_list_by_its_name_and_goes(client: Client, uma: int) -> None:
    browser = Browser()
    said = {"endpoint": "https://push.example/x", "p256dh": browser.public_key, "auth": browser.secret}
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    assert client.post(f"{SETTINGS}/devices", said, headers={"User-Agent": agent}).status_code == 303
    (device,) = queries.devices(Viewer(uma))
    assert device.label == "Firefox, Android"
    client.post(f"{SETTINGS}/devices/{device.id}/private", {"wanted": "1"})
    assert queries.devices(Viewer(uma))[0].shows_private
    assert client.post(f"{SETTINGS}/devices/{device.id}/remove").status_code == 303
    assert queries.devices(Viewer(uma)) == []
    assert client.post(f"{SETTINGS}/devices", {**said, "endpoint": "http://x"}).status_code == 403


def test_a_mail_program_ends_the_mails_with_one_post_and_a_look_ends_nothing(uma: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    program = Client(enforce_csrf_checks=True)
    link = f"/notifications/unsubscribe/{unsubscribe_token(uma)}"
    assert program.get(link).status_code == 200
    assert queries.digest_rhythm(Viewer(uma)) == "daily"
    assert program.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.digest_rhythm(Viewer(uma)) == "never"
    assert program.post("/notifications/unsubscribe/x").status_code == 404
    assert program.get("/notifications/unsubscribe/x").status_code == 404


@pytest.mark.parametrize("path", ["/notifications", "/notifications/requests", SETTINGS])
def test_a_stranger_is_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 302


def test_a_line_leads_where_it_should_and_is_read_from_then_on(client: Client, uma: int, ben: int) -> None:
    notify(person_id=uma, kind="proposal.voting", subject="proposal:7", words="Dues", now=MORNING)
    (line,) = queries.grouped(Viewer(uma)).groups
    answer = client.get(f"/notifications/{line.id}")
    assert (answer.status_code, answer["Location"]) == (303, "/decide/7")
    assert queries.unread_count(Viewer(uma)) == 0
    assert client.get("/notifications/1").status_code == 404
