"""The exchange's pages: an offer made and found, agreed on, settled, told of, disputed, and handed over."""

from __future__ import annotations

from datetime import UTC, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonhold.civic.credit.actions import set_limit
from commonhold.civic.exchange.models import Agreement, Offer, PoolQuestion, SoldWork, Word
from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD

OFFER = {
    "direction": "offer",
    "title": "A seat to the coast",
    "category": "Rides",
    "text": "I drive **anyway**.",
    "price": "gift",
    "per": "whole",
    "time_zone": "Europe/Berlin",
    "seats": "1",
    "audience": "everybody",
    "rough": "town",
}
WORD = {"text": "A good ride.", "was_as_agreed": "on", "would_again": "on"}


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="We share a yard.",
        founders=[Founder(each.capitalize(), f"{each}@example.org", PASSWORD) for each in names],
        mode=Mode.TEST,
        public_url="http://testserver",
        now=clock.now(),
    )
    cast = dict(zip(names, made, strict=True))
    given = [AppointMandate(str(cast["caro"]), "moderator")]
    assert enact(given, reference="test:1", rule=UNANIMOUS, now=clock.now()).done
    return cast


def browser(name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=f"{name}@example.org"))
    return client


def offered(by: str, **changes: Any) -> str:
    """The new offer's address."""
    sent = browser(by).post("/exchange/new", {**OFFER, **changes})
    assert sent.status_code == 303, sent.content.decode()
    return sent["Location"]


def asked(by: str, offer: str, **typed: Any) -> str:
    sent = browser(by).post(f"{offer}/ask", {"words": "May I?", **typed})
    assert sent.status_code == 303, sent.content.decode()
    return sent["Location"]


def does(by: str, agreement: str, *what: str) -> None:
    for each in what:
        assert browser(by).post(f"{agreement}/do", {"do": each}).status_code == 303


def page(by: str | None, address: str, status: int = 200) -> str:
    answer = (Client() if by is None else browser(by)).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_offer_is_made_found_and_read_by_everybody(people: dict[str, int]) -> None:
    offer = offered("ada", place="Old town", coordinates="52.52, 13.40")
    assert "<strong>anyway</strong>" in page(None, offer)
    for search in ("", "?q=coast", "?at=52.5,13.4&km=30", "?category=Rides&what=offer&price=gift"):
        assert "A seat to the coast" in page(None, f"/exchange{search}")
    for search in ("?q=boat", "?at=0,0&km=30", "?works=on"):
        assert "Nothing fits" in page(None, f"/exchange{search}")
    assert "Write it as two numbers" in page(None, "/exchange?at=here")
    assert "A seat to the coast" in page("ada", "/exchange/mine")
    assert "A seat to the coast" in page("ben", "/exchange/of/ada")


def test_what_is_refused_stands_beside_its_field_with_what_was_typed(people: dict[str, int]) -> None:
    sent = browser("ada").post("/exchange/new", {**OFFER, "price": "credit", "text": "Kept words"})
    said = sent.content.decode()
    assert sent.status_code == 400
    assert "A price is more than nothing" in said
    assert "Kept words" in said
    sent = browser("ada").post("/exchange/new", {**OFFER, "coordinates": "here"})
    assert "Write it as two numbers" in sent.content.decode()


def test_a_ride_is_asked_for_agreed_done_and_told_of(people: dict[str, int]) -> None:
    agreement = asked("ben", offered("ada"))
    assert "Asked" in page("ben", agreement)
    assert page("caro", agreement, 404)
    does("ada", agreement, "agree", "done")
    does("ben", agreement, "done")
    assert "Settled" in page("ada", agreement)
    assert browser("ada").post(f"{agreement}/say/word", WORD).status_code == 303
    assert "A good ride." not in page("ben", agreement)
    browser("ben").post(f"{agreement}/say/word", {**WORD, "text": "She sang."})
    assert "She sang." in page("ada", agreement)
    word = Word.objects.get(text="She sang.")
    browser("ada").post(f"{agreement}/words/{word.id}", {"text": "Gladly."})
    assert "Gladly." in page("ben", agreement)
    assert "She sang." in page("ada", "/exchange/of/ada")
    assert "She sang." not in page("caro", "/exchange/of/ada")
    assert "1 agreement done" in page("caro", "/exchange/of/ada")
    paper = browser("ben").get(f"{agreement}/receipt.pdf")
    assert paper.content.startswith(b"%PDF")


def test_nights_are_asked_for_changed_and_cancelled_with_terms_shown_before(people: dict[str, int]) -> None:
    offer = offered("ada", price="money", money="40.00", per="night", cancelling="day", deposit="20")
    day = (clock.now().astimezone(UTC) + timedelta(days=10)).date()
    span = {"starts": f"{day}T15:00", "ends": f"{day + timedelta(days=2)}T10:00"}
    said = page("ben", f"{offer}/ask")
    assert "for nothing until a day before" in said
    assert "the co-op holds none" in said
    refused = browser("ben").post(f"{offer}/ask", {"words": "", "starts": span["starts"]})
    assert refused.status_code == 400
    agreement = asked("ben", offer, **span)
    assert "80.00" in page("ben", agreement)
    does("ada", agreement, "agree", "deposit-taken")
    longer = {**span, "ends": f"{day + timedelta(days=3)}T10:00", "money": "110"}
    assert browser("ben").post(f"{agreement}/say/change", longer).status_code == 303
    assert "110.00" in page("ada", agreement)
    does("ada", agreement, "change-yes")
    assert browser("ben").get(f"{agreement}.ics").content.count(b"BEGIN:VEVENT") == 1
    browser("ben").post(f"{agreement}/say/cancel", {"reason": "I am ill."})
    assert "I am ill." in page("ada", agreement)
    assert b"STATUS:CANCELLED" in browser("ben").get(f"{agreement}.ics").content


def test_a_photograph_is_handed_over_with_its_licence_when_it_is_settled(people: dict[str, int]) -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "#5b4a3a").save(picture, "PNG")
    offer = offered(
        "ada",
        category="Photographs, music and texts",
        price="money",
        money="25",
        licence="stated-use",
        licence_words="One poster in our town.",
        picture=SimpleUploadedFile("a.png", picture.getvalue(), "image/png"),
        alt="A lantern.",
    )
    refused = browser("ben").post(f"{offer}/ask", {"words": ""})
    assert "Its author adds the file first" in refused.content.decode()
    work = SimpleUploadedFile("lantern.jpg", b"light", "image/jpeg")
    assert browser("ada").post(f"{offer}/work", {"file": work}).status_code == 303
    assert page("ben", f"{offer}/own-work", 404)
    agreement = asked("ben", offer)
    does("ada", agreement, "agree")
    assert page("ben", f"{agreement}/work", 404)
    does("ada", agreement, "received")
    got = browser("ben").get(f"{agreement}/work")
    assert (got.content, got["Content-Disposition"]) == (b"light", 'attachment; filename="lantern.jpg"')
    assert "One poster in our town." in page("ben", agreement)
    assert browser("ada").get(f"{offer}/own-work").content == b"light"
    assert "1 agreement in money" in page("ada", "/exchange/duties")


def test_an_hour_in_mutual_credit_shows_its_way_before_and_pays_after(people: dict[str, int]) -> None:
    offer = offered("ada", price="credit", minutes="60")
    assert "No way of trust leads there yet" in page("ben", f"{offer}/ask")
    agreement = asked("ben", offer)
    does("ada", agreement, "agree", "done")
    does("ben", agreement, "done")
    assert "Done, and not paid yet" in page("ben", agreement)
    set_limit(people["ada"], person_id=people["ben"], minutes=120, now=clock.now())
    assert "Mutual credit would get there" in page("ben", f"{offer}/ask")
    does("ben", agreement, "pay")
    assert "Settled" in page("ben", agreement)


def test_a_dispute_is_mediated_and_ends_as_both_accept(people: dict[str, int]) -> None:
    set_limit(people["ada"], person_id=people["ben"], minutes=120, now=clock.now())
    agreement = asked("ben", offered("ada", price="credit", minutes="60"))
    does("ada", agreement, "agree", "done")
    does("ben", agreement, "done")
    empty = browser("ben").post(f"{agreement}/say/dispute", {"words": ""})
    assert empty.status_code == 400
    assert browser("ben").post(f"{agreement}/say/dispute", {"words": "It broke again."}).status_code == 303
    assert "It broke again." in page("ada", agreement)
    assert "Disputes that wait for a mediator" in page("caro", "/exchange")
    does("caro", agreement, "mediate")
    proposal = {"words": "Half is fair, so it goes back.", "goes_back": "on"}
    assert browser("caro").post(f"{agreement}/say/propose", proposal).status_code == 303
    does("ada", agreement, "accept")
    does("ben", agreement, "accept")
    assert "What was paid went back" in page("ben", agreement)
    assert Agreement.objects.get().state == "resolved"


def test_refused_acts_say_so_on_the_page_and_change_nothing(people: dict[str, int]) -> None:
    agreement = asked("ben", offered("ada"))
    answer = browser("ben").post(f"{agreement}/do", {"do": "agree"})
    assert answer.status_code == 400
    assert "The other side does this" in answer.content.decode()
    assert browser("ben").post(f"{agreement}/do", {"do": "dance"}).status_code == 303
    assert browser("ben").post(f"{agreement}/say/dance").status_code == 303
    assert browser("caro").post(f"{agreement}/do", {"do": "agree"}).status_code == 404
    assert Agreement.objects.get().state == "asked"


def test_its_author_says_when_extends_changes_and_takes_it_back(people: dict[str, int]) -> None:
    offer = offered("ada")
    day = (clock.now().astimezone(UTC) + timedelta(days=3)).date()
    times = {"starts": f"{day}T09:00", "ends": f"{day}T18:00", "weeks": "2"}
    assert browser("ada").post(f"{offer}/times", times).status_code == 303
    assert browser("ada").post(f"{offer}/times", {**times, "ends": f"{day}T08:00"}).status_code == 400
    assert browser("ben").get(f"{offer}.ics").content.count(b"BEGIN:VEVENT") == 2
    first = Offer.objects.get().open_times.first()
    assert first is not None
    assert browser("ada").post(f"{offer}/do", {"do": "drop-time", "time": first.id}).status_code == 303
    assert browser("ada").post(f"{offer}/do", {"do": "extend"}).status_code == 303
    assert "A seat to the coast" in page("ada", f"{offer}/edit")
    changed = browser("ada").post(f"{offer}/edit", {**OFFER, "title": "Two seats"})
    assert changed.status_code == 303
    assert "Two seats" in page(None, offer)
    assert browser("ada").post(f"{offer}/do", {"do": "take-back"}).status_code == 303
    assert "It is over" in page(None, offer)


def test_an_offer_is_reported_with_a_copy_of_it(people: dict[str, int]) -> None:
    offer = offered("ada")
    said = page("ben", f"/report?about=offer:{offer.rpartition('/')[2]}")
    assert "Report an offer" in said
    assert "A seat to the coast" in said


def test_a_joint_collection_is_begun_sold_shared_and_handed_over(people: dict[str, int]) -> None:
    begun = browser("ada").post("/exchange/collections/new", {"title": "Lights", "text": "Of **us**."})
    pool = begun["Location"]
    assert browser("ada").post(f"{pool}/ask/take-in", {"handle": "caro"}).status_code == 303
    question = PoolQuestion.objects.latest("id").id
    assert "I come" in page("caro", pool)
    assert browser("caro").post(f"{pool}/do", {"do": "come", "of": question}).status_code == 303
    for name in ("ada", "caro"):
        made = offered(name, category="Photographs, music and texts", licence="cc-by-4.0", title=f"By {name}")
        work = SimpleUploadedFile(f"{name}.jpg", b"light", "image/jpeg")
        browser(name).post(f"{made}/work", {"file": work})
        assert "could be in it" in page(name, pool)
        browser(name).post(f"{pool}/do", {"do": "put-in", "of": made.rpartition("/")[2]})
    refused = browser("ada").post(f"{pool}/ask/rule", {"rule": "fixed", f"part_{people['ada']}": "999"})
    assert "make a thousand together" in refused.content.decode()
    assert browser("ada").post(f"{pool}/ask/take-in", {"handle": "nobody"}).status_code == 400
    assert "Its artists vote on it" in page("ada", f"{pool}")
    assert browser("ada").post(f"{pool}/ask/sale", {"category": "Food", "money": "30"})["Location"] == pool
    assert "Ask for it" not in page(None, pool)
    said = page("caro", pool)
    assert "Offer all of it for €30.00" in said
    assert "Ada asks" in said
    assert "1 artist has agreed; it passes with 2." in said
    browser("caro").post(f"{pool}/do", {"do": "yes", "of": PoolQuestion.objects.latest("id").id})
    sold = f"/exchange/{Offer.objects.latest('id').id}"
    assert "A joint collection" in page(None, sold)
    assert "Its artists decide together" in page("ada", sold)
    assert browser("ada").post(f"{sold}/do", {"do": "take-back"}).status_code == 403
    assert "By caro" in page(None, pool)
    assert "Lights" in page(None, "/exchange/collections")
    agreement = asked("ben", sold)
    does("ada", agreement, "agree")
    assert "15.00" in page("ben", agreement)
    for name in ("ada", "caro"):
        assert "Your parts of sales" in page(name, pool)
        browser(name).post(f"{pool}/do", {"do": "received", "of": agreement.rpartition("/")[2]})
    said = page("ben", agreement)
    assert "Settled" in said
    links = [each for each in said.split('"') if "/work?of=" in each]
    assert {browser("ben").head(each).status_code for each in links} == {200}
    assert not SoldWork.objects.exclude(fetched_at=None).exists()
    assert {browser("ben").get(each).content for each in links} == {b"light"}
    assert not SoldWork.objects.filter(fetched_at=None).exists()
    assert page("caro", links[0], 404)
    assert browser("caro").post(f"{pool}/do", {"do": "stop"}).status_code == 303
    assert "Take it off sale" in page("ada", pool)
    assert browser("caro").post(f"{pool}/do", {"do": "leave"}).status_code == 303
    assert browser("caro").post(f"{pool}/do", {"do": "leave"}).status_code == 400


def test_a_deposit_of_credit_is_shown_before_and_what_it_could_not_pay_stays_owed(
    people: dict[str, int],
) -> None:
    offer = offered("ada", price="credit", minutes="60", deposit_minutes="120", cancelling="week")
    said = page("ben", f"{offer}/ask")
    assert "set aside when both agree" in said
    assert "instead of half of the price" in said
    day = (clock.now() + timedelta(days=2)).date()
    agreement = asked("ben", offer, starts=f"{day}T15:00", ends=f"{day}T16:00")
    refused = browser("ada").post(f"{agreement}/do", {"do": "agree"})
    assert (refused.status_code, "set aside now" in refused.content.decode()) == (400, True)
    set_limit(people["ada"], person_id=people["ben"], minutes=120, now=clock.now())
    does("ada", agreement, "agree")
    assert "It is set aside now." in page("ben", agreement)
    assert "2 h set aside" in page("ben", "/credit")
    set_limit(people["ada"], person_id=people["ben"], minutes=60, now=clock.now())
    assert "the deposit goes to the one who gives" in page("ben", agreement)
    browser("ben").post(f"{agreement}/say/cancel", {"reason": ""})
    assert "Pay it now" in page("ben", agreement)
    assert browser("ben").post(f"{agreement}/do", {"do": "pay-owed"}).status_code == 400
    does("ada", agreement, "let-owed-go")
    assert "Still owed" not in page("ben", agreement)
