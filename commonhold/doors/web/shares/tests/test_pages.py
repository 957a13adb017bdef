"""The pages of our shares: what each person finds there, and what each button does."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import EndMandate, SetParameter
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.shares import queries
from commonhold.civic.shares.decisions import OpenOffer
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people.queries import ANYONE, Viewer
from tests.begun import Begun
from tests.cast import PASSWORD

People = dict[str, int]


@pytest.fixture
def people(begun: Begun) -> People:
    """Ada, Ben the treasurer, and Caro who holds no mandate; ten shares of 50 euros at most."""
    return begun(_founded)


def _founded() -> People:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To build.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    ids = dict(zip(names, made, strict=True))
    decisions = [
        SetParameter("shares.most_shares", 10),
        EndMandate(str(ids["caro"]), "board"),
        OpenOffer("An oven", "For bread.", 2, 4, 30),
    ]
    assert enact(decisions, reference="test:1", rule=UNANIMOUS, now=clock.now()).done
    return ids


def signed_in(people: People, name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=people[name]))
    return client


@pytest.fixture
def caro(people: People) -> Client:
    return signed_in(people, "caro")


@pytest.fixture
def ben(people: People) -> Client:
    return signed_in(people, "ben")


def pays(people: People, name: str) -> None:
    for each in payments.my_payments(Viewer(people[name])).expected:
        record_arrival(people["ben"], expected_id=each.id, now=clock.now())
    jobs.tick(clock.now())


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def posts(client: Client, path: str, status: int = 303, **said: object) -> str:
    answer = client.post(path, said)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_everybody_reads_totals_and_nobody_s_name(people: People, caro: Client) -> None:
    posts(caro, "/money/shares/mine/take", shares=2)
    page = read(Client(), "/money/shares")
    assert "2 shares of €50.00 each" in page
    assert "They say the same" in page
    assert "caro" not in page.lower()


def test_without_shares_the_page_says_how_to_get_them(people: People) -> None:
    enact([SetParameter("shares.most_shares", 0)], reference="test:2", rule=UNANIMOUS, now=clock.now())
    assert "has no shares yet" in read(Client(), "/money/shares")


def test_a_member_takes_pays_and_gives_back(people: People, caro: Client) -> None:
    assert "between 1 and 10" in posts(caro, "/money/shares/mine/take", 400, shares=11)
    posts(caro, "/money/shares/mine/take", shares=3)
    [expected] = payments.my_payments(Viewer(people["caro"])).expected
    assert expected.reference in read(caro, "/money/shares/mine")
    pays(people, "caro")
    page = read(caro, "/money/shares/mine")
    assert "3 shares" in page
    assert "Paid in" in page
    assert "not so many" in posts(caro, "/money/shares/mine/notice", 400, shares=4)
    posts(caro, "/money/shares/mine/notice", shares=1)
    [notice] = queries.my_shares(Viewer(people["caro"]), now=clock.now()).notices
    posts(caro, "/money/shares/mine/answer", do="keep", id=notice.id)
    assert "You kept them" in read(caro, "/money/shares/mine")
    assert posts(caro, "/money/shares/mine/answer", 400, do="keep", id=notice.id)
    assert "older page" in posts(caro, "/money/shares/mine/answer", 400, do="dance")
    posts(caro, "/money/shares/mine/answer", 404, do="keep", id=7)


def test_a_subscription_is_called_off_on_either_page(people: People, caro: Client, ben: Client) -> None:
    for client, path in ((caro, "/money/shares/mine/answer"), (ben, "/money/shares/desk/answer")):
        posts(caro, "/money/shares/mine/take", shares=1)
        [waits] = queries.my_shares(Viewer(people["caro"]), now=clock.now()).unpaid
        assert "caro" in read(ben, "/money/shares/desk")
        posts(client, path, do="call-off", id=waits.id)
        assert "You hold no shares" in read(caro, "/money/shares/mine")


def test_the_treasurer_says_that_money_is_here(people: People, caro: Client, ben: Client) -> None:
    posts(caro, "/money/shares/mine/take", shares=2)
    [awaited] = queries.share_desk(Viewer(people["ben"]), now=clock.now()).awaited
    assert queries.share_desk(Viewer(people["ada"]), now=clock.now()).awaited == []
    posts(signed_in(people, "ada"), "/money/shares/desk/answer", 400, do="arrived", id=awaited.id)
    posts(ben, "/money/shares/desk/answer", do="arrived", id=awaited.id)
    jobs.tick(clock.now())
    assert "€100.00" in read(caro, "/money/shares/mine")


def test_the_certificate_is_a_paper_for_whoever_holds_shares(people: People, caro: Client) -> None:
    assert caro.get("/money/shares/mine/certificate.pdf").status_code == 403
    posts(caro, "/money/shares/mine/take", shares=3)
    answer = caro.get("/money/shares/mine/certificate.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"


def test_mandates_read_the_whole_list_and_others_their_own_line(
    people: People, caro: Client, ben: Client
) -> None:
    posts(caro, "/money/shares/mine/take", shares=3)
    assert "@ada" in read(ben, "/money/shares/list")
    assert "@ada" not in read(caro, "/money/shares/list").partition("<main")[2]
    table = list(csv.DictReader(StringIO(read(ben, "/money/shares/list.csv"))))
    assert [(each["handle"], each["shares"]) for each in table] == [("ada", "0"), ("ben", "0"), ("caro", "3")]
    assert [each["handle"] for each in csv.DictReader(StringIO(read(caro, "/money/shares/list.csv")))] == [
        "caro"
    ]
    assert ben.get("/money/shares/list.pdf").content.startswith(b"%PDF-")
    assert Client().get("/money/shares/list").status_code == 302


def test_shares_go_to_another_member_with_consent(people: People, caro: Client, ben: Client) -> None:
    posts(caro, "/money/shares/mine/take", shares=3)
    pays(people, "caro")
    ada = signed_in(people, "ada")
    for answered in ("decline", "accept"):
        posts(caro, "/money/shares/mine/give", to=people["ada"], shares=2)
        [offered] = queries.my_shares(Viewer(people["ada"]), now=clock.now()).offered
        assert "gives you 2 shares" in read(ada, "/money/shares/mine")
        posts(ada, "/money/shares/mine/answer", do=answered, id=offered.id)
    assert "caro gives 2 shares to ada" in read(ben, "/money/shares/desk").lower()
    posts(ben, "/money/shares/desk/answer", do="consent", id=offered.id)
    assert queries.my_shares(Viewer(people["ada"]), now=clock.now()).all.shares == 2
    posts(caro, "/money/shares/mine/give", to=people["ada"], shares=1)
    [given] = queries.my_shares(Viewer(people["caro"]), now=clock.now()).given
    posts(caro, "/money/shares/mine/answer", do="take-back", id=given.id)
    posts(caro, "/money/shares/mine/give", 400, to=people["ada"], shares=9)


def test_the_board_suspends_and_the_treasurer_looks_again(people: People, caro: Client, ben: Client) -> None:
    read(caro, "/money/shares/desk", 403)
    ada = signed_in(people, "ada")
    until = (clock.now() + timedelta(days=40)).date().isoformat()
    posts(ada, "/money/shares/desk/suspend", 400, reason="", until=until)
    posts(ada, "/money/shares/desk/suspend", reason="The roof leaks.", until=until)
    assert "The roof leaks." in read(Client(), "/money/shares")
    posts(ada, "/money/shares/desk/answer", do="resume")
    assert "The roof leaks." not in read(Client(), "/money/shares")
    posts(ada, "/money/shares/desk/answer", 400, do="resume")
    posts(ben, "/money/shares/desk/answer", do="pay-back")


def test_a_pledge_is_made_taken_back_and_paid(people: People, caro: Client) -> None:
    [offer] = queries.offers(ANYONE, now=clock.now())
    at = f"/money/shares/offers/{offer.id}"
    assert "An oven" in read(Client(), "/money/shares/offers")
    assert "0 of 4 shares paid" in read(Client(), at)
    assert "4 shares left" in posts(caro, f"{at}/pledge", 400, shares=5)
    posts(caro, f"{at}/pledge", shares=2)
    [mine] = queries.offer(Viewer(people["caro"]), offer.id, now=clock.now()).mine
    assert mine.reference in read(caro, at)
    posts(caro, f"{at}/take-back", pledge=mine.id)
    posts(caro, f"{at}/pledge", shares=3)
    pays(people, "caro")
    assert "3 of 4 shares paid" in read(Client(), at)
    later = queries.offer(Viewer(people["caro"]), offer.id, now=clock.now()).mine[0]
    posts(caro, f"{at}/take-back", 400, pledge=later.id)
    posts(caro, f"{at}/take-back", 404, pledge=7)
    read(Client(), "/money/shares/offers/7", 404)
    jobs.tick(clock.now() + timedelta(days=31))
    assert "What was paid became shares" in read(Client(), at)


@pytest.mark.parametrize("kind", ["share-offer", "write-down"])
def test_what_a_vote_says_of_shares_has_a_form(people: People, caro: Client, kind: str) -> None:
    assert "Title" in read(caro, f"/decide/new?kind={kind}")
