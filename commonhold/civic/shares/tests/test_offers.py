"""Share offers: opened by a vote, pledged to, and all or nothing on their day."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members.actions import leaving as members
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.shares import offers
from commonhold.civic.shares.actions.pledging import pledge, take_back_pledge
from commonhold.civic.shares.decisions import OpenOffer, SetNominal
from commonhold.civic.shares.holdings import Holding
from commonhold.civic.shares.models import Offer, OfferEnd, Pledge
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.shares.refusals import (
    MembersOnly,
    NoSuchOffer,
    NoSuchPledge,
    NumberOfShares,
    OfferIsFull,
    OfferIsOver,
    PledgedAlready,
    PledgeIsPaid,
)
from commonhold.civic.shares.tests.conftest import PAR, ShareCoop, prepare
from commonhold.civic.shares.vocabulary import PLEDGED
from commonhold.civic.treasury.tests.conftest import FOUNDERS
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.social.people.queries import Viewer
from tests.cast import make_person

OVEN = OpenOffer("An oven", "For the kitchen, so that we bake together.", least=4, most=10, days=30)


def opened(coop: ShareCoop, offer: OpenOffer = OVEN) -> int:
    coop.decide(offer)
    return Offer.objects.latest("id").id


def pledges(coop: ShareCoop, name: str, shares: int, offer_id: int) -> int:
    return pledge(coop.ids[name], offer_id=offer_id, shares=shares, now=coop.now)


def how(offer_id: int) -> str:
    return OfferEnd.objects.get(offer_id=offer_id).how


def test_an_offer_that_reaches_its_least_makes_shares_of_what_is_paid(coop: ShareCoop) -> None:
    made = opened(coop)
    pledges(coop, "caro", 3, made)
    pledges(coop, "finn", 2, made)
    pledges(coop, "ada", 1, made)
    coop.pays("caro")
    coop.pays("finn")
    assert coop.told("finn")[0] == "shares.pledge-paid"
    assert coop.held(PLEDGED) == -5 * PAR
    assert coop.holds("caro") == Holding()
    coop.wait(days=30)
    assert how(made) == "succeeded"
    assert coop.holds("caro") == Holding(3, 3 * PAR, 3 * PAR)
    assert coop.holds("ada") == Holding()  # she did not pay
    assert coop.held(PLEDGED) == 0
    assert coop.told("caro")[0] == "shares.offer-succeeded"


def test_an_offer_that_does_not_owes_everybody_the_money_back(coop: ShareCoop) -> None:
    made = opened(coop)
    pledges(coop, "caro", 3, made)
    coop.pays("caro")
    coop.wait(days=30)
    assert how(made) == "failed"
    assert coop.holds("caro") == Holding()
    assert coop.owed_to("caro") + 2 * 500 == 3 * PAR  # her open dues came off
    assert -coop.held(PLEDGED) == coop.owed_to("caro")
    assert coop.told("caro")[0] == "shares.offer-failed"
    offers.close(made, coop.now)
    assert OfferEnd.objects.filter(offer_id=made).count() == 1


def test_what_is_refused_of_a_pledge(coop: ShareCoop) -> None:
    made = opened(coop)
    with pytest.raises(MembersOnly):
        pledge(make_person("gus"), offer_id=made, shares=1, now=coop.now)
    with pytest.raises(NoSuchOffer):
        pledges(coop, "caro", 1, 7)
    with pytest.raises(NumberOfShares):
        pledges(coop, "caro", 0, made)
    pledges(coop, "caro", 8, made)
    with pytest.raises(PledgedAlready):
        pledges(coop, "caro", 1, made)
    with pytest.raises(OfferIsFull, match="2 shares"):
        pledges(coop, "finn", 3, made)
    coop.now += timedelta(days=30)
    with pytest.raises(OfferIsOver):
        pledges(coop, "finn", 1, made)


def test_a_pledge_is_taken_back_until_it_is_paid(coop: ShareCoop) -> None:
    made = opened(coop)
    first = pledges(coop, "caro", 10, made)
    with pytest.raises(NoSuchPledge):
        take_back_pledge(coop.ids["finn"], pledge_id=first, now=coop.now)
    take_back_pledge(coop.ids["caro"], pledge_id=first, now=coop.now)
    second = pledges(coop, "caro", 4, made)
    coop.pays("caro")
    with pytest.raises(PledgeIsPaid):
        take_back_pledge(coop.ids["caro"], pledge_id=second, now=coop.now)
    coop.wait(days=31)
    with pytest.raises(OfferIsOver):
        take_back_pledge(coop.ids["caro"], pledge_id=second, now=coop.now)


def test_money_that_came_in_the_very_moment_of_closing_counts(coop: ShareCoop) -> None:
    made = opened(coop)
    pledges(coop, "caro", 4, made)
    [expected] = payments.my_payments(Viewer(coop.ids["caro"])).expected
    record_arrival(coop.ids["ben"], expected_id=expected.id, now=coop.now)  # its news waits still
    offers.close(made, coop.now + timedelta(days=30))
    assert how(made) == "succeeded"
    coop.wait(days=30)
    assert coop.holds("caro").shares == 4


def test_whoever_left_gets_money_and_no_shares(coop: ShareCoop) -> None:
    made = opened(coop)
    pledges(coop, "caro", 4, made)
    pledges(coop, "finn", 4, made)
    unpaid = pledges(coop, "ada", 2, made)
    coop.pays("caro")
    coop.pays("finn")
    members.leave(coop.ids["caro"], now=coop.now)
    members.leave(coop.ids["ada"], now=coop.now)
    coop.wait(seconds=1)
    assert Pledge.objects.get(id=unpaid).end.how == "called-off"
    coop.wait(days=30)
    assert (coop.holds("caro").shares, coop.holds("finn").shares) == (0, 4)
    assert coop.owed_to("caro") == 4 * PAR


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "x"}, "title"),
        ({"text": " "}, "what the money is for"),
        ({"least": 0}, "least"),
        ({"least": 11}, "least"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
    ],
)
def test_what_is_refused_of_an_offer(coop: ShareCoop, changes: dict[str, object], words: str) -> None:
    wrong = OpenOffer(**{**vars(OVEN), **changes})
    done = enact([wrong], reference="test:offer", rule=UNANIMOUS, now=coop.now)
    assert not done.done
    assert words in done.reason


def test_without_shares_there_is_nothing_to_offer(coop: ShareCoop) -> None:
    coop.decide(SetParameter("shares.most_shares", 0))
    done = enact([OVEN], reference="test:offer", rule=UNANIMOUS, now=coop.now)
    assert "no shares" in done.reason


def test_a_share_keeps_its_value_while_anybody_holds_one_or_an_offer_is_open(coop: ShareCoop) -> None:
    coop.decide(SetNominal(2_500))
    made = opened(coop)
    done = enact([SetNominal(5_000)], reference="test:a", rule=UNANIMOUS, now=coop.now)
    assert "stays as it is" in done.reason
    coop.wait(days=31)
    assert how(made) == "failed"
    coop.decide(SetNominal(5_000))
    coop.takes("caro", 1)
    done = enact([SetNominal(2_500)], reference="test:b", rule=UNANIMOUS, now=coop.now)
    assert "stays as it is" in done.reason


@pytest.mark.both_databases
def test_two_pledges_at_once_never_go_beyond_the_most(committing_db: str) -> None:
    coop = prepare(FOUNDERS)
    made = opened(coop)
    results: list[str] = []

    def promise(name: str) -> None:
        try:
            pledges(coop, name, 6, made)
            results.append("pledged")
        except OfferIsFull:
            results.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=promise, args=[name], daemon=True) for name in ("caro", "finn")]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    assert sorted(results) == ["full", "pledged"]
    assert reconcile().agrees
