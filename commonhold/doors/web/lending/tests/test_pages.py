"""From a volunteer's page over the wire to the borrower's page, and back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.lending.tests.houses import Bakers
from commonhold.civic.members import actions as members
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Case, Draw, Juror, Measure
from commonhold.civic.rights import queries as rights
from commonhold.ground.clock import queries as clock
from commonhold.ground.clock.actions import advance
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import make_person

_VOLUNTEERS = ("vera", "wim", "xenia")


@pytest.fixture
def bakers(db: None, tmp_path: Path, settings) -> Bakers:
    """A co-op of ada, ben and finn, in which a jury must be borrowed, and the bakers, who lend."""
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    now = clock.real_now()
    install(mode=Mode.TEST, public_url="http://coop.example", now=now)
    found = Bakers(tmp_path / "bakers", clock.now)
    ids = {}
    for number, name in enumerate(("ada", "ben", "finn")):
        ids[name] = make_person(name, signs_in=True, now=now)
        members.enrol(ids[name], branch=number % 3 + 1, votes_from=now, now=now)
    grant_standing(person_id=ids["ben"], kind=Standing.Kind.STEWARD, now=now)
    found.agrees()
    for name in _VOLUNTEERS:
        found.people[name] = make_person(name, member=True, signs_in=True, now=now)
        signed_in(found.people[name]).post("/juries/elsewhere", {"do": "volunteer"})
    post = publish_post(ids["finn"], text="You are all fools <b>", now=now)
    sent = actions.report(ids["ada"], about=f"post:{post}", words="He is rude", now=now)
    case = actions.open_case(ids["ben"], report_id=sent, now=now)
    made = actions.take_measure(
        ids["ben"],
        case_id=case,
        kind="label",
        reasons=Reasons("He calls us fools.", queries.rules()[0]),
        label="Unkind",
        now=clock.now(),
    )
    actions.appeal(ids["finn"], measure_id=made, words="It was a joke.", now=clock.now())
    found.delivers()
    advance(by=timedelta(hours=25))
    found.delivers()
    return found


def signed_in(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def way_of(bakers: Bakers, name: str) -> str:
    """Where her own co-op leads her."""
    seat = bakers.seat(name)
    assert seat is not None
    with bakers.at_home():
        answer = signed_in(bakers.people[name]).get(f"/juries/elsewhere/{seat.id}")
    assert answer.status_code == 303
    assert "no-store" in answer["Cache-Control"]
    address, path = answer["Location"][: len("http://coop.example")], answer["Location"][19:]
    assert address == "http://coop.example"
    return path


def test_three_of_the_bakers_judge_in_a_co_op_of_three(bakers: Bakers) -> None:
    draw = Draw.objects.get()
    assert draw.seats == 3
    for name in _VOLUNTEERS:
        assert "The yard calls you to a jury" in text(signed_in(bakers.people[name]), "/juries/elsewhere")
        way, stranger = way_of(bakers, name), Client()
        page = stranger.get(way)
        assert "You are all fools" in page.content.decode()
        assert "He is rude" not in page.content.decode()
        assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
        assert "Cast my vote" not in page.content.decode()
        stranger.post(f"{way}/seat", {"do": "take"})
        assert Juror.objects.filter(answer="serves").count() == 0  # without saying that she has no part
        stranger.post(f"{way}/seat", {"do": "take", "is_apart": "on"})
        assert stranger.post(way, {"outcome": "overturned"}).status_code == 400
        assert stranger.post(way, {"outcome": "overturned", "reasons": "A joke."}).status_code == 303
    assert "0 of 3 say that it is right." in text(Client(), way)
    assert Measure.objects.get().end == "overturned"
    assert "jurors could be lent by bakers.example/record" in text(Client(), f"/cases/{draw.measure.case_id}")
    bakers.delivers()
    assert "you voted" in text(signed_in(bakers.people["vera"]), "/juries/elsewhere")
    assert text(signed_in(bakers.people["vera"]), f"/juries/elsewhere/{bakers.seat('vera').id}", 404)


def test_a_direct_message_is_opened_by_a_button_and_whom_it_is_about_is_told_without_a_name(
    bakers: Bakers,
) -> None:
    Case.objects.update(kind="message")
    way, stranger = way_of(bakers, "vera"), Client()
    page = stranger.get(way)
    assert "You are all fools" not in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert stranger.post(way, {"do": "open"}).status_code == 303
    assert "You are all fools" in text(stranger, way)
    late = clock.now() + timedelta(days=60)
    (told,) = rights.looks_at(Viewer(Case.objects.get().person_id), now=late)
    assert (told.by, told.is_nameless) == (None, True)


def test_a_way_in_is_over_after_two_hours_and_is_nobody_elses(bakers: Bakers) -> None:
    way = way_of(bakers, "vera")
    vera, wim = bakers.seat("vera"), signed_in(bakers.people["wim"])
    assert wim.get(f"/juries/elsewhere/{vera.id}").status_code == 404
    assert "This way in is over" in text(Client(), f"{way[:-9]}", 403)
    assert "This way in is over" in text(Client(), "/juries/lent/nonsense", 403)
    Client().post(f"{way}/seat", {"do": "decline"})
    assert "the next in the lot" in text(Client(), way, 403)
    other = way_of(bakers, "wim")
    advance(by=timedelta(hours=2, minutes=1))
    assert "Open the jury again" in text(Client(), other, 403)


def test_the_wire_takes_peers_words_alone(bakers: Bakers) -> None:
    body = next(each for each in bakers.wire if each.startswith(b"POST")).partition(b"\r\n\r\n")[2]
    plain = "text/plain"
    with bakers.at_home():
        assert Client().post("/witness/jurors", body, content_type=plain).status_code == 400  # of yesterday
        assert Client().post("/witness/jurors", body[:-9], content_type=plain).status_code == 403
        assert Client().post("/witness/jurors", b"x" * 20_000, content_type=plain).status_code == 413
        late = bakers.wire[-2].partition(b"\r\n\r\n")[2]
        assert Client().post("/witness/jurors", late, content_type=plain).status_code == 200  # a call, again
    assert (
        Client().post("/witness/jurors", late, content_type=plain).status_code == 400
    )  # meant for the bakers


def test_the_peers_page_says_what_is_agreed_and_links_to_change_it(bakers: Bakers) -> None:
    assert "we ask it for jurors" in text(Client(), f"/peers/{bakers.peer}")
    assert "lending.lend.v1" in text(Client(), f"/peers/{bakers.us}")
    assert "without pay" in text(Client(), f"/peers/{bakers.us}")
    signed_in(bakers.people["vera"]).post("/juries/elsewhere", {"do": "step-back"})
    assert "Yes, I would serve" in text(signed_in(bakers.people["vera"]), "/juries/elsewhere")
