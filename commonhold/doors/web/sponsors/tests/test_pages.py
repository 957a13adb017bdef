"""Sponsors' pages: an ad handed in, answered, paid, shown with its label, counted, and switched off."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.sponsors import counting
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from commonhold.social.groups.actions import founding as groups
from commonhold.social.letters import outbox
from commonhold.social.media import jobs as media
from tests.begun import Begun
from tests.cast import PASSWORD

OFFER = {
    "sponsor": "Paper Lantern Books",
    "imprint": "3 Mill Lane",
    "contact": "hello@lantern-books.example",
    "category": "books",
    "text": "Second-hand books, by the river.",
    "link": "https://lantern-books.example/",
    "tags": "#seeds, reading",
    "weeks": "2",
}
LABEL = "Second-hand books, by the river."


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded; Ada and Ben are the panel, Ben is treasurer too; books may be advertised."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    cast = dict(zip(names, made, strict=True))
    decide(
        *(AppointMandate(str(cast[name]), "sponsors") for name in ("ada", "ben")),
        SetParameter("sponsors.books", "allowed"),
        SetParameter("sponsors.own_default", "on"),
    )
    return cast


def decide(*decisions) -> None:
    now = clock.now()
    done = enact(list(decisions), reference=f"test:{ids.new_id(now)}", rule=UNANIMOUS, now=now)
    assert done.done, done.reason


@pytest.fixture
def ada(people: dict[str, int]) -> Client:
    return _signed_in(people["ada"])


@pytest.fixture
def ben(people: dict[str, int]) -> Client:
    return _signed_in(people["ben"])


@pytest.fixture
def caro(people: dict[str, int]) -> Client:
    return _signed_in(people["caro"])


def _signed_in(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def does(client: Client, path: str, **said: str):
    response = client.post(path, said)
    assert response.status_code == 303, response.content.decode()[:3000]
    return response


def handed_in(client: Client, **changes) -> str:
    return str(does(client, "/money/sponsors/new", **{**OFFER, **changes})["Location"])


def runs(caro: Client, ada: Client, ben: Client, **changes) -> str:
    """The address of an ad that runs."""
    ad = handed_in(caro, **changes)
    for panel in (ada, ben):
        does(panel, f"{ad}/answer", do="approve")
    does(ben, f"{ad}/answer", do="book")
    return ad


def test_an_ad_goes_its_way_from_a_member_to_a_tags_page(caro: Client, ada: Client, ben: Client) -> None:
    ad = handed_in(caro)
    assert "0 of 2 approve" in page(caro, ad)
    assert "hello@lantern-books.example" in page(ada, ad)
    assert "hello@lantern-books.example" not in page(caro, ad)
    assert "Paper Lantern Books" in page(ada, "/money/sponsors/desk")
    assert Client().get(ad).status_code == 404
    for panel in (ada, ben):
        does(panel, f"{ad}/answer", do="approve")
    assert LABEL not in page(caro, "/tags/seeds")
    does(ben, f"{ad}/answer", do="book")
    seen = page(caro, "/tags/seeds")
    assert LABEL in seen
    assert 'aria-label="Sponsored"' in seen
    assert 'rel="sponsored noopener noreferrer"' in seen
    for elsewhere in ("/local", "/discover", "/tags/bread", "/", "/messages", "/all"):
        assert LABEL not in page(caro, elsewhere), elsewhere
    assert "€20.00" in page(Client(), "/money/sponsors")
    assert "Sponsors" in page(Client(), "/money")


def test_why_it_is_there_is_said_to_everybody(caro: Client, ada: Client, ben: Client) -> None:
    ad = runs(caro, ada, ben)
    link = re.search(r'href="(/money/sponsors/\d+/why\?at=[^"]+)"', page(caro, "/tags/seeds"))
    assert link is not None
    for client in (caro, Client()):
        assert "Nothing about you was looked at" in page(client, link[1].replace("&amp;", "&"))
    assert Client().get(f"{ad}/why?at=tag:bread").status_code == 404


def test_the_browser_counts_and_shows_no_more_than_the_charter_says(
    caro: Client, ada: Client, ben: Client
) -> None:
    runs(caro, ada, ben)
    decide(SetParameter("sponsors.most_a_day", 2))
    assert [LABEL in page(caro, "/tags/seeds") for _look in range(3)] == [True, True, False]
    kept = caro.cookies["shown-today"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.2", kept.value)
    assert kept["httponly"]
    assert 0 < int(kept["max-age"]) <= 86_400
    assert LABEL in page(ada, "/tags/seeds")


def test_no_more_today_is_one_button(caro: Client, ada: Client, ben: Client) -> None:
    runs(caro, ada, ben)
    assert does(caro, "/sponsored/not-today", back="/tags/seeds")["Location"] == "/tags/seeds"
    assert LABEL not in page(caro, "/tags/seeds")
    assert does(ada, "/sponsored/not-today", back="//elsewhere.example")["Location"] == "/"


def test_whoever_switches_ads_off_sees_none(caro: Client, ada: Client, ben: Client) -> None:
    runs(caro, ada, ben)
    does(caro, "/settings/sponsors", wants="off")
    assert LABEL not in page(caro, "/tags/seeds")
    does(caro, "/settings/sponsors", wants="default")
    assert LABEL in page(caro, "/tags/seeds")
    decide(SetParameter("sponsors.own_default", "off"))
    assert LABEL not in page(caro, "/tags/seeds")
    does(caro, "/settings/sponsors", wants="on")
    assert LABEL in page(caro, "/tags/seeds")
    assert caro.post("/settings/sponsors", {"wants": "perhaps"}).status_code == 400


def test_strangers_see_one_only_where_the_charter_says_so(caro: Client, ada: Client, ben: Client) -> None:
    runs(caro, ada, ben, is_local="on", is_discover="on")
    for path in ("/tags/seeds", "/local", "/discover"):
        stranger = Client()
        assert LABEL not in page(stranger, path)
        assert "shown-today" not in stranger.cookies
    decide(SetParameter("sponsors.strangers", "shown"))
    for path in ("/tags/seeds", "/local", "/discover"):
        assert LABEL in page(Client(), path), path


def test_a_groups_page_bears_one_while_everybody_may_read_it(
    people: dict[str, int], caro: Client, ada: Client, ben: Client
) -> None:
    said: dict[str, Any] = {
        "title": "Garden",
        "summary": "",
        "rules": "",
        "joining": "approval",
        "is_listed": True,
    }
    made = groups.found_group(people["ada"], handle="garden", title="Garden", now=clock.now())
    runs(caro, ada, ben, groups="garden")
    assert LABEL in page(caro, "/g/garden/posts")
    groups.change_group(people["ada"], group_id=made, is_readable_by_all=False, now=clock.now(), **said)
    assert LABEL not in page(ada, "/g/garden/posts")


def test_a_picture_is_our_own_and_needs_words(caro: Client, ada: Client, ben: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "#335577").save(drawn, "PNG")
    drawn.name = "shop.png"
    drawn.seek(0)
    refused = caro.post("/money/sponsors/new", {**OFFER, "picture": drawn})
    assert refused.status_code == 400
    assert "Say in words what the picture shows" in refused.content.decode()
    drawn.seek(0)
    ad = caro.post("/money/sponsors/new", {**OFFER, "picture": drawn, "alt": "A blue door."})["Location"]
    media.make_waiting(clock.now())
    for panel in (ada, ben):
        does(panel, f"{ad}/answer", do="approve")
    does(ben, f"{ad}/answer", do="book")
    picture = re.search(
        r'class="sponsored-picture" src="(/media/[^"]+)" alt="A blue door."', page(caro, "/tags/seeds")
    )
    assert picture is not None
    assert Client().get(picture[1]).status_code == 200


def test_a_sponsor_without_an_account_confirms_by_mail(people: dict[str, int], ada: Client) -> None:
    stranger = Client()
    assert "A picture" not in page(stranger, "/money/sponsors/new")
    assert handed_in(stranger) == "/money/sponsors/sent"
    assert "Look into your mail" in page(stranger, "/money/sponsors/sent")
    outbox.deliver(clock.now())
    link = re.search(r"http://testserver(/money/sponsors/(\d+)\?key=(\S+))", str(mail.outbox[-1].body))
    assert link is not None
    address, number, key = link.groups()
    assert "Yes, it is mine" in page(stranger, address)
    does(stranger, f"/money/sponsors/{number}/answer", do="confirm", key=key)
    assert "Waits for the panel" in page(stranger, address)
    assert "Paper Lantern Books" in page(ada, "/money/sponsors/desk")
    does(stranger, f"/money/sponsors/{number}/answer", do="take-back", key=key)
    assert "Taken back" in page(stranger, address)
    wrong = stranger.post(f"/money/sponsors/{number}/answer", {"do": "take-back", "key": "x"})
    assert wrong.status_code == 404


def test_what_is_refused_stands_beside_its_field_with_what_was_typed(caro: Client) -> None:
    response = caro.post("/money/sponsors/new", {**OFFER, "link": "http://plain.example"})
    assert response.status_code == 400
    assert "A link begins with https://" in response.content.decode()
    assert "Second-hand books" in response.content.decode()


def test_the_panel_declines_and_ends_with_a_ground_and_words(caro: Client, ada: Client, ben: Client) -> None:
    declined = handed_in(caro)
    empty = ada.post(f"{declined}/no", {"ground": "means", "reason": ""})
    assert empty.status_code == 400
    does(ada, f"{declined}/no", do="decline", ground="means", reason="Its page counts visitors.")
    assert "Its page counts visitors." in page(caro, declined)
    overview = page(Client(), "/money/sponsors")
    assert "Its page follows or presses its visitors" in overview
    assert "Its page counts visitors." not in overview
    ad = runs(caro, ada, ben)
    does(ada, f"{ad}/no", do="end", ground="other", reason="The shop closed.")
    assert LABEL not in page(caro, "/tags/seeds")
    assert "To be paid back" in page(ben, "/money/sponsors/desk")
    does(ben, f"{ad}/answer", do="refund")
    again = ben.post(f"{ad}/answer", {"do": "refund"})
    assert again.status_code == 400
    assert "The shop closed." in page(Client(), ad)


def test_without_a_mandate_the_desk_is_closed(caro: Client) -> None:
    assert caro.get("/money/sponsors/desk").status_code == 403
    assert Client().get("/money/sponsors/desk").status_code == 302
    ad = handed_in(caro)
    assert caro.post(f"{ad}/answer", {"do": "approve"}).status_code == 400
    assert Client().post(f"{ad}/answer", {"do": "approve"}).status_code == 302


def test_while_nothing_is_allowed_no_form_is_offered_and_the_page_says_why(caro: Client) -> None:
    decide(SetParameter("sponsors.books", "not-allowed"))
    for path in ("/money/sponsors", "/money/sponsors/new"):
        assert "The charter allows no ads" in page(caro, path)
    assert "Hand it in" not in page(caro, "/money/sponsors/new")


def test_showings_are_counted_without_a_row_for_fewer_than_five(
    caro: Client, ada: Client, ben: Client
) -> None:
    ad = runs(caro, ada, ben)
    decide(SetParameter("sponsors.most_a_day", 20))
    for _look in range(6):
        page(caro, "/tags/seeds")
    assert "Shown fewer than five times" in page(caro, ad)
    assert counting.write_piles(clock.now()) == 5
    assert "Shown at least 5 times" in page(caro, ad)
    sponsor = re.search(r'href="(/money/sponsors/of/\d+)"', page(ada, "/tags/seeds"))
    assert sponsor is not None
    assert "3 Mill Lane" in page(Client(), sponsor[1])


def test_a_picture_that_was_never_shown_goes_with_its_ad(caro: Client, ada: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "#335577").save(drawn, "PNG")
    drawn.name = "shop.png"
    drawn.seek(0)
    ad = caro.post("/money/sponsors/new", {**OFFER, "picture": drawn, "alt": "A blue door."})["Location"]
    media.make_waiting(clock.now())
    assert "A blue door." in page(caro, ad)
    does(ada, f"{ad}/no", do="decline", ground="other", reason="Not for us.")
    media.sweep(clock.now() + timedelta(days=2))
    assert "A blue door." not in page(caro, ad)


def test_ads_stand_on_four_pages_and_no_app_hears_of_them() -> None:
    doors = Path(__file__).parents[3]
    users = {
        str(path.relative_to(doors))
        for path in doors.rglob("*.py")
        if "with_sponsored(" in path.read_text() and "tests" not in path.parts
    }
    pages = {"tags/views.py", "groups/posts.py", "home/views.py", "discover/views.py", "sponsors/showing.py"}
    assert users == {f"web/{each}" for each in pages}
    for elsewhere in (doors / "mastodon", doors / "coop_api", doors.parent / "social"):
        for path in elsewhere.rglob("*.py"):
            assert "civic.sponsors" not in path.read_text(), path


def test_while_nothing_is_allowed_no_page_asks_for_ads(caro: Client, ada: Client, ben: Client) -> None:
    runs(caro, ada, ben)
    asked: dict[bool, list[str]] = {}
    for is_allowed in (True, False):
        decide(SetParameter("sponsors.books", "allowed" if is_allowed else "not-allowed"))
        with CaptureQueriesContext(connection) as found:
            page(caro, "/tags/seeds")
        asked[is_allowed] = [each["sql"] for each in found if "sponsors_" in each["sql"]]
    assert asked[False] == []
    assert 1 <= len(asked[True]) <= 3
