"""The page tells everybody what happens when, and liquidators what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from commonhold.civic.winding.decisions import StopWindDown
from commonhold.civic.winding.models import AskedBooking, Settlement
from commonhold.civic.winding.tests.conftest import HEIR, EndingCoop, prepare
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending.stage import Stage
from commonhold.social.people.models import Login, Person

PAGE = "/winding-down"


@pytest.fixture
def coop(db: None, monkeypatch: pytest.MonkeyPatch) -> EndingCoop:
    made = prepare()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def as_(coop: EndingCoop, name: str) -> Client:
    login, _new = Login.objects.get_or_create(email=f"{name}@example.org", defaults={"created_at": coop.now})
    Person.objects.filter(id=coop.ids[name]).update(login=login)
    client = Client()
    client.force_login(login)
    return client


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_before_any_vote_it_says_how_it_would_go(coop: EndingCoop):
    page = shown(as_(coop, "caro"))
    assert "How we would end" in page
    assert "Propose to end our co-op" in page
    assert "Propose to end our co-op" not in shown(Client())
    assert "banner-ending" not in page


def test_from_the_announcement_on_everybody_reads_it_on_every_page(coop: EndingCoop):
    coop.ends()
    for address in (PAGE, "/about"):
        assert "Our members decided to end this co-op" in Client().get(address).content.decode()
    page = shown(as_(coop, "caro"))
    assert HEIR in page
    assert "/me/export" in page
    assert "/settings/elsewhere" in page
    assert "Propose to go on" in page
    coop.decide(StopWindDown())
    assert "How we would end" in shown(Client())


def test_liquidators_write_down_what_became_of_debts_and_settle(coop: EndingCoop):
    coop.has("caro", 1)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    ada, ben, caro = (as_(coop, name) for name in ("ada", "ben", "caro"))
    assert "Work out who gets what" not in shown(caro)
    assert caro.post(f"{PAGE}/settle").status_code == 403
    assert ada.post(f"{PAGE}/settle").status_code == 303
    settlement = Settlement.objects.get().id
    assert "Confirm, and let it be paid" not in shown(ada)
    assert "Confirm, and let it be paid" in shown(ben)
    assert caro.get(f"{PAGE}/settlements/{settlement}.json").status_code == 403
    assert ben.get(f"{PAGE}/settlements/{settlement}.json").json()["cash"] == 5_000
    assert ben.post(f"{PAGE}/settlements/{settlement}/confirm").status_code == 303
    assert "50.00" in shown(caro)
    sent = {"do": "paid", "account": "liabilities:shares-leaving", "currency": "EUR", "words": "In cash"}
    cents = coop.owed_to("caro")
    assert caro.post(f"{PAGE}/book", {**sent, "cents": cents}).status_code == 403
    assert ada.post(f"{PAGE}/book", {**sent, "cents": cents}).status_code == 303
    note = AskedBooking.objects.get().id
    assert "In cash" in shown(ada)
    assert "Confirm, and book it" not in shown(ada)
    assert "In cash" not in shown(caro)
    assert "Confirm, and book it" in shown(ben)
    assert "Something waits for your word" in shown(ben)
    assert "Something waits for your word" not in shown(ada)
    assert ada.post(f"{PAGE}/bookings/{note}/confirm").status_code == 403
    assert coop.owed_to("caro") == cents
    assert ben.post(f"{PAGE}/bookings/{note}/drop").status_code == 303
    assert ben.post(f"{PAGE}/bookings/{note}/confirm").status_code == 403
    assert ada.post(f"{PAGE}/book", {**sent, "cents": cents}).status_code == 303
    note = AskedBooking.objects.get(end="").id
    assert ben.post(f"{PAGE}/bookings/{note}/confirm").status_code == 303
    assert coop.owed_to("caro") == 0


def test_what_is_over_is_told_by_its_day_alone_and_nobody_is_sent_to_what_is_closed(coop: EndingCoop):
    coop.ends()
    assert "Nobody joins, no dues are asked for" in shown(Client())
    coop.waits_for(Stage.LEAVING)
    assert "Nobody joins, no dues are asked for" not in shown(Client())
    caro = as_(coop, "caro")
    assert "/money/mine/bank" in shown(caro)
    coop.waits_for(Stage.READING)
    page = shown(caro)
    assert "/me/export" in page
    assert "/money/mine/bank" not in page  # nothing is taken in there any more
