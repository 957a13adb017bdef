"""The pages of reports: what is refused keeps what was typed, and nobody sees what isn't for them."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.moderation import actions, queries
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_eve, make_person, minutes


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def caro(founded: None) -> int:
    caro = make_person("caro", member=True, signs_in=True)
    grant_standing(person_id=caro, kind=Standing.Kind.STEWARD, now=MORNING)
    return caro


@pytest.fixture
def insult(ben: int) -> int:
    return publish_post(ben, text="You are all fools <b>", now=MORNING)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def test_a_report_is_sent_from_a_page_that_shows_what_is_reported(ada: int, insult: int) -> None:
    client = as_person(ada)
    page = client.get(f"/report?about=post:{insult}").content.decode()
    assert "You are all fools &lt;b&gt;" in page
    assert "People to whom the members gave a mandate read it." in page
    said = {"about": f"post:{insult}", "rule": queries.rules()[0], "words": "Ugly", "keep_away": "block"}
    assert client.post("/report", said)["Location"] == "/reports"
    assert "Waits to be read" in client.get("/reports").content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rule": "other", "words": " "}, "Say in your words what is wrong"),
        ({"rule": "none of ours"}, "is not in the list"),
        ({"rule": ""}, "This is still missing"),
        ({"words": "x" * 2001}, "2000 are the most"),
        ({"keep_away": "shout"}, "is not in the list"),
    ],
)
def test_a_refused_report_answers_400_and_keeps_what_was_typed(
    ada: int, insult: int, changed: dict[str, str], words: str
) -> None:
    said = {"about": f"post:{insult}", "rule": queries.rules()[1], "words": "Kept words", "keep_away": "mute"}
    answer = as_person(ada).post("/report", said | changed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert (said | changed)["words"].strip() in page
    if "keep_away" not in changed:
        assert re.search(r'value="mute"[^>]*checked', page)
    assert queries.reports_of(Viewer(ada)) == []


def test_what_cannot_be_reported_has_no_page(ada: int, ben: int, insult: int) -> None:
    hidden = publish_post(ben, text="Ben to himself", audience="direct", now=MORNING)
    client = as_person(ada)
    for about in (f"post:{hidden}", "post:1", "x", ""):
        assert client.get("/report", {"about": about}).status_code == 404
        assert client.post("/report", {"about": about}).status_code == 404
    assert "This is your own" in client.get(f"/report?about=person:{ada}").content.decode()
    assert Client().get(f"/report?about=post:{insult}").status_code == 302


def test_the_queue_is_answered_and_says_what_is_missing(ada: int, caro: int, insult: int) -> None:
    sent = actions.report(ada, about=f"post:{insult}", words="Ugly", now=minutes(1))
    client = as_person(caro)
    assert "Ada says" in client.get("/moderation/reports").content.decode()
    refused = client.post(f"/moderation/reports/{sent}", {"do": "dismiss", f"{sent}-answer": " "})
    assert refused.status_code == 400
    assert "Say it in a sentence" in refused.content.decode()
    too_long = client.post(f"/moderation/reports/{sent}", {"do": "keep", f"{sent}-answer": "y" * 2001})
    assert too_long.status_code == 400
    assert "y" * 2001 in too_long.content.decode()
    done = client.post(f"/moderation/reports/{sent}", {"do": "dismiss", f"{sent}-answer": "A joke."})
    assert done.status_code == 303
    page = as_person(ada).get("/reports").content.decode()
    assert "A joke." in page
    assert "Dismissed" in page


def test_whoever_reported_asks_once_for_a_second_look_on_her_page(ada: int, caro: int, insult: int) -> None:
    sent = actions.report(ada, about=f"post:{insult}", words="Ugly", now=minutes(1))
    actions.answer_report(caro, report_id=sent, is_kept=False, answer="A joke.", now=clock.now())
    client = as_person(ada)
    assert "Ask somebody else to look again" in client.get("/reports").content.decode()
    refused = client.post(f"/reports/{sent}/again", {f"{sent}-words": ""})
    assert refused.status_code == 400
    assert client.post(f"/reports/{sent}/again", {f"{sent}-words": "Look closer."}).status_code == 303
    page = client.get("/reports").content.decode()
    assert "Waits for a second look" in page
    assert "Ask somebody else to look again" not in page
    assert "You dismissed it before" in as_person(caro).get("/moderation/reports").content.decode()
    assert "No report of the last year waited longer" in Client().get("/cases").content.decode()


def test_who_holds_no_mandate_reads_no_reports(ada: int, caro: int, insult: int) -> None:
    sent = actions.report(caro, about=f"post:{insult}", words="Ugly", now=minutes(1))
    client = as_person(ada)
    assert client.get("/moderation/reports").status_code == 403
    assert client.post(f"/moderation/reports/{sent}", {"do": "keep"}).status_code == 403
    own = as_person(caro).post(f"/moderation/reports/{sent}", {"do": "keep"})
    assert own.status_code == 403


@pytest.fixture
def eve(founded: None) -> int:
    """Of another server."""
    return make_eve()


def test_their_own_server_hears_of_it_only_on_wish_and_the_pages_say_so(
    ada: int, caro: int, eve: int
) -> None:
    post_id = publish_post(eve, text="Buy lanterns", now=MORNING)
    client = as_person(ada)
    page = client.get(f"/report?about=post:{post_id}").content.decode()
    assert "Their own server, elsewhere.example, hears of it only if you choose so" in page
    assert re.search(r'<input[^>]*name="forward"', page)
    assert not re.search(r'<input[^>]*name="forward"[^>]*checked', page)
    said = {"about": f"post:{post_id}", "rule": "other", "words": "Spam"}
    client.post("/report", said | {"about": f"person:{eve}"})
    assert "was told too" not in client.get("/reports").content.decode()
    client.post("/report", said | {"forward": "on"})
    assert (
        "elsewhere.example, was told too, and not that it was you" in client.get("/reports").content.decode()
    )
    assert [each.passed_on_to for each in queries.reports_of(Viewer(ada))] == ["elsewhere.example", ""]
    queue = as_person(caro).get("/moderation/reports").content.decode()
    assert queue.count("elsewhere.example, was told too") == 1


def test_what_is_of_here_is_passed_on_to_nobody(ada: int, insult: int) -> None:
    client = as_person(ada)
    page = client.get(f"/report?about=post:{insult}").content.decode()
    assert "Their own server" not in page
    assert 'name="forward"' not in page
    client.post("/report", {"about": f"post:{insult}", "rule": "other", "words": "Ugly", "forward": "on"})
    (report,) = queries.reports_of(Viewer(ada))
    assert report.passed_on_to == ""
