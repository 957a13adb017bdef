"""Pages of who has two profiles: opening, switching, closing; and what stays the owning one's."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonhold.doors import web
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.social.notifications.models import Notification
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import actions as said
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> int:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)
    return make_person("ada", signs_in=True, member=True)


@pytest.fixture
def works(ada: int) -> int:
    return people.add_profile(ada, handle="works", display_name="A. Works", now=minutes(1))


@pytest.fixture
def client(ada: int) -> Client:
    client = Client()
    client.force_login(Login.objects.get(people=ada))
    return client


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def switch(client: Client, to: int) -> None:
    answer = client.post("/settings/profiles/switch", {"person": to})
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_second_profile_is_opened_and_listed(client: Client, ada: int) -> None:
    assert "Open a second profile" in body(client, "/settings/profiles")
    assert "/settings/profiles/switch" not in body(client, "/")
    sent = client.post("/settings/profiles", {"display_name": "A. Works", "handle": "works"})
    assert sent.status_code == 303
    page = body(client, "/settings/profiles")
    assert "A. Works" in page
    assert "Open a second profile" not in page
    assert [each.handle for each in queries.own_profiles(Viewer(ada))] == ["ada", "works"]


def test_what_was_typed_stays_where_a_second_is_refused(client: Client) -> None:
    answer = client.post("/settings/profiles", {"display_name": "A. Works", "handle": "ada"})
    assert answer.status_code == 400
    assert "already called" in answer.content.decode()
    assert "A. Works" in answer.content.decode()


def test_there_is_no_third(client: Client, works: int) -> None:
    answer = client.post("/settings/profiles", {"display_name": "Third", "handle": "third"})
    assert answer.status_code == 400
    assert not Person.objects.filter(handle="third").exists()


def test_one_click_acts_as_the_other_and_every_page_says_so(client: Client, ada: int, works: int) -> None:
    switch(client, works)
    home = body(client, "/")
    assert "You act as A. Works (@works) now." in home
    assert "You write as A. Works (@works)" in home
    client.post("/compose", {"text": "Open for work", "audience": "public", "do": "publish"})
    assert Post.objects.get().author_id == works
    assert "You act as" in body(client, "/groups")
    switch(client, ada)
    assert "You write as Ada (@ada)" in body(client, "/compose")


def test_nobody_acts_as_somebody_else(client: Client, works: int) -> None:
    ben = make_person("ben", signs_in=True)
    answer = client.post("/settings/profiles/switch", {"person": ben})
    assert answer.status_code == 403
    assert "none of your profiles" in answer.content.decode()
    assert client.post("/settings/profiles/switch", {"person": "x"}).status_code == 403
    assert "You write as Ada (@ada)" in body(client, "/compose")


def test_another_device_and_the_next_sign_in_begin_as_the_first(client: Client, ada: int, works: int) -> None:
    switch(client, works)
    other = Client()
    other.force_login(Login.objects.get(people=ada))
    assert "You write as Ada (@ada)" in body(other, "/compose")


def test_a_form_that_still_names_the_other_is_not_taken(ada: int, works: int) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Login.objects.get(people=ada))
    client.get("/compose")
    old = client.cookies["commonhold_csrf"].value
    sent = {"text": "As Ada", "audience": "public", "do": "publish", "csrfmiddlewaretoken": old}
    switching = {"person": works, "csrfmiddlewaretoken": old}
    assert client.post("/settings/profiles/switch", switching).status_code == 303
    refused = client.post("/compose", sent)
    assert refused.status_code == 403
    assert "changed to another profile" in refused.content.decode()
    assert not Post.objects.exists()


def test_home_notifications_and_messages_are_each_profiles_own(client: Client, ada: int, works: int) -> None:
    ben = make_person("ben")
    for mine, handle in ((ada, "ada"), (works, "works")):
        people.follow(mine, person_id=ben, now=minutes(2))
        people.follow(ben, person_id=mine, now=minutes(2))
        said.publish_post(ben, text=f"zq{handle} @{handle}", audience="direct", now=minutes(3))
        said.publish_post(ben, text=f"mentioning @{handle} zq{handle}", audience="followers", now=minutes(4))
    people.unfollow(works, person_id=ben, now=minutes(5))
    run_due(minutes(6))
    assert "zqada" in body(client, "/")
    assert "zqada" in body(client, "/notifications")
    assert "zqworks" not in body(client, "/notifications")
    assert "zqada" in body(client, "/messages")
    assert "zqworks" not in body(client, "/messages")
    switch(client, works)
    assert "mentioning @ada" not in body(client, "/")
    assert "zqworks" in body(client, "/notifications")
    assert "zqada" not in body(client, "/notifications")
    assert "zqworks" in body(client, "/messages")
    assert "zqada" not in body(client, "/messages")


def test_what_was_told_to_the_other_says_so_and_stays_unread(client: Client, ada: int, works: int) -> None:
    ben = make_person("ben")
    people.follow(ben, person_id=works, now=minutes(2))
    people.follow(ben, person_id=ada, now=minutes(2))
    run_due(minutes(3))
    told = {each.person_id: each.id for each in Notification.objects.all()}
    assert client.get(f"/notifications/{told[works]}")["Location"] == "/settings/profiles"
    assert "told to your other profile" in body(client, "/settings/profiles")
    assert Notification.objects.get(id=told[works]).read_at is None
    switch(client, works)
    assert client.get(f"/notifications/{told[works]}")["Location"] != "/settings/profiles"
    assert client.get("/notifications/7").status_code == 404
    stranger = Client()
    stranger.force_login(Login.objects.create(email="x@example.org", created_at=MORNING))
    assert stranger.get(f"/notifications/{told[works]}")["Location"] != "/settings/profiles"


def test_civic_pages_are_the_owning_ones_and_say_so(client: Client, works: int) -> None:
    assert "Here you act as" not in body(client, "/decide")
    switch(client, works)
    for address in ("/decide", "/decide/new", "/money", "/join", "/members", "/charter"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Here you act as Ada (@ada)" in answer.content.decode(), address
    assert "Here you act as" not in body(client, "/groups")
    assert 'value="members"' not in body(client, "/compose")


def test_doors_of_civic_rooms_never_ask_as_whom_one_acts() -> None:
    doors = Path(web.__file__).parent
    rooms = ("decide", "money", "join", "charter", "emoji")
    files = [each for room in rooms for each in (doors / room).glob("*.py")]
    assert files
    for each in files:
        words = each.read_text()
        assert "viewer_of(" not in words, each
        assert "person_id_of(" not in words, each


def test_the_second_is_closed_once_its_name_is_typed(client: Client, ada: int, works: int) -> None:
    switch(client, works)
    client.post("/compose", {"text": "Open for work", "audience": "public", "do": "publish"})
    post_id = Post.objects.get().id
    slip = client.post("/settings/profiles/close", {"person": works, "closing-handle": "work"})
    assert slip.status_code == 400
    assert "Nothing was closed" in slip.content.decode()
    done = client.post("/settings/profiles/close", {"person": works, "closing-handle": "@Works"})
    assert done.status_code == 303
    assert "is closed" in body(client, "/settings/profiles")
    assert Client().get("/@works").status_code == 404
    assert posts.post(ANYONE, post_id).removed
    assert [each.id for each in queries.own_profiles(Viewer(ada))] == [ada]
    assert client.get("/").status_code == 200


def test_the_first_is_not_closed_here(client: Client, ada: int, works: int) -> None:
    answer = client.post("/settings/profiles/close", {"person": ada, "closing-handle": "ada"})
    assert answer.status_code == 403
    assert "what is yours in the co-op" in answer.content.decode()
    answer = client.post("/settings/profiles/close", {"person": 7, "closing-handle": "ada"})
    assert answer.status_code == 403


def test_a_second_profile_costs_no_page_a_statement_more(client: Client, works: int) -> None:
    def cost() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        return len(asked)

    with_two = cost()
    switch(client, works)
    as_second = cost()
    Person.objects.filter(id=works).update(login=None)
    assert as_second <= with_two == cost()
