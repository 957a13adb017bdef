"""A deposit of mutual credit: set aside when both agree, free when it is done, lost as agreed or decided."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import queries as credit
from commonhold.civic.credit.actions import pay, set_limit
from commonhold.civic.credit.refusals import NoWay
from commonhold.civic.exchange import crediting
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.clearing import let_owed_go, pay_owed
from commonhold.civic.exchange.actions.disputing import (
    answer_proposal,
    bring_before_jury,
    mediate,
    open_dispute,
    propose,
)
from commonhold.civic.exchange.actions.going import cancel
from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.refusals import (
    CoopHoldsNoDeposit,
    DepositHasNoWay,
    DepositNotAllowed,
    NoDeposit,
    NothingOwed,
    NothingToReverse,
    PriceTooHigh,
)
from commonhold.civic.exchange.tests.conftest import Coop
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.law import law_of
from commonhold.ground.charter import queries as charter
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer

LENT = Asked(price="credit", minutes=60, deposit_minutes=120, cancelling="day")


def owed(coop: Coop, name: str = "caro") -> int:
    """What all owe her, in minutes."""
    return credit.overview(Viewer(coop.ids[name]), now=coop.now).balance


def reach(coop: Coop) -> int:
    return credit.reach(Viewer(coop.ids["finn"]), to_id=coop.ids["caro"], now=coop.now)


@pytest.fixture
def lent(coop: Coop) -> int:
    """Caro trusts Ben, and Ben trusts Finn, with three hours; two are set aside for what Finn borrows."""
    coop.trust("finn", "ben", "caro", hours=3)
    return coop.agrees(span=coop.span(3), price=LENT)


def test_it_takes_room_from_other_payments_and_nothing_is_owed_by_it(coop: Coop, lent: int) -> None:
    assert coop.look("finn", lent).deposit_is_held
    assert (owed(coop), reach(coop)) == (0, 60)
    with pytest.raises(NoWay):
        pay(coop.ids["finn"], to_id=coop.ids["caro"], minutes=61, key="test:1", now=coop.now)
    lines = credit.overview(Viewer(coop.ids["ben"]), now=coop.now).lines
    assert {each.person.handle: each.set_aside for each in lines} == {"finn": 120, "caro": 120}


def test_when_both_say_that_it_is_done_it_is_free_and_the_price_is_paid(coop: Coop, lent: int) -> None:
    coop.wait(days=4)
    assert coop.done(lent) == ""
    assert (owed(coop), reach(coop)) == (60, 120)
    kinds = [str(each.kind) for each in coop.look("finn", lent).steps]
    assert (kinds.count("deposit-held"), kinds.count("deposit-free"), kinds.count("deposit-lost")) == (
        1,
        1,
        0,
    )


def test_whoever_cancels_late_leaves_it_instead_of_half_of_the_price(coop: Coop, lent: int) -> None:
    coop.wait(days=2, hours=12)
    assert "2 h" in cancel(coop.ids["finn"], agreement_id=lent, now=coop.now)
    assert (owed(coop), reach(coop)) == (120, 60)
    assert coop.look("finn", lent).payment_id


@pytest.mark.parametrize(("by", "days"), [("finn", 1), ("caro", 2.5)])
def test_in_time_or_by_the_one_who_gives_it_comes_free(coop: Coop, lent: int, by: str, days: float) -> None:
    coop.wait(days=days)
    assert cancel(coop.ids[by], agreement_id=lent, now=coop.now) == ""
    assert (owed(coop), reach(coop)) == (0, 180)


def test_nothing_is_agreed_on_where_it_has_no_way(coop: Coop) -> None:
    made = coop.asks(coop.offers(price=LENT), span=coop.span(3))
    with pytest.raises(DepositHasNoWay):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "asked"


def test_a_hop_suspended_meanwhile_passes_nothing_on_and_what_is_lost_stays_owed(
    coop: Coop, lent: int
) -> None:
    people.grant_standing(person_id=coop.ids["ben"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    coop.wait(days=2, hours=12)
    cancel(coop.ids["finn"], agreement_id=lent, now=coop.now)
    (left,) = coop.look("finn", lent).owed
    assert (owed(coop), left.minutes, left.debtor.handle) == (0, 120, "finn")
    with pytest.raises(NoWay):
        pay_owed(coop.ids["finn"], agreement_id=lent, now=coop.now)
    set_limit(coop.ids["caro"], person_id=coop.ids["finn"], minutes=120, now=coop.now)
    with pytest.raises(NothingOwed):
        pay_owed(coop.ids["caro"], agreement_id=lent, now=coop.now)
    pay_owed(coop.ids["finn"], agreement_id=lent, now=coop.now)
    assert (owed(coop), coop.look("finn", lent).owed) == (120, [])
    with pytest.raises(NothingOwed):
        let_owed_go(coop.ids["caro"], agreement_id=lent, now=coop.now)


def test_a_way_that_opened_meanwhile_is_taken_and_what_is_owed_can_be_let_go(coop: Coop, lent: int) -> None:
    set_limit(coop.ids["caro"], person_id=coop.ids["ben"], minutes=60, now=coop.now)
    coop.wait(days=2, hours=12)
    cancel(coop.ids["finn"], agreement_id=lent, now=coop.now)
    assert coop.look("caro", lent).may_let_owed_go
    let_owed_go(coop.ids["caro"], agreement_id=lent, now=coop.now)
    assert (owed(coop), coop.look("caro", lent).owed, reach(coop)) == (0, [], 60)


def test_a_proposal_that_both_accept_may_say_that_it_is_lost(coop: Coop, lent: int) -> None:
    open_dispute(coop.ids["caro"], agreement_id=lent, words="It came back broken.", now=coop.now)
    assert coop.look("caro", lent).deposit_is_held
    ada = coop.ids["ada"]
    mediate(ada, agreement_id=lent, now=coop.now)
    propose(ada, agreement_id=lent, words="It is lost.", goes_back=False, forfeits=True, now=coop.now)
    for name in ("caro", "finn"):
        answer_proposal(coop.ids[name], agreement_id=lent, accepts=True, now=coop.now)
    assert (coop.state(lent), owed(coop), reach(coop)) == ("resolved", 120, 60)


def test_a_dispute_without_an_outcome_sets_it_free(coop: Coop, lent: int) -> None:
    """Five members, of whom two are its sides and one is suspended, are too few for a jury."""
    people.grant_standing(person_id=coop.ids["dev"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    open_dispute(coop.ids["caro"], agreement_id=lent, words="It came back broken.", now=coop.now)
    coop.wait(days=4)
    assert (coop.told("ada")[0], coop.told("caro")[0]) == ("to-mediate", "goes-on")
    coop.wait(days=4)
    assert (coop.state(lent), owed(coop), reach(coop)) == ("resolved", 0, 180)
    assert "too few people" in coop.look("finn", lent).steps[-1].words


def test_what_a_deposit_cannot_be(coop: Coop) -> None:
    with pytest.raises(PriceTooHigh):
        coop.offers(price=Asked(deposit_minutes=100_000))
    with pytest.raises(CoopHoldsNoDeposit) as refused:
        coop.offers(price=Asked(price="money", cents=100, deposit_cents=100, coop_holds=True))
    assert law_of(charter.current()).deposits.paragraph in str(refused.value)
    coop.set(deposits="none")
    with pytest.raises(DepositNotAllowed):
        coop.offers(price=Asked(deposit_minutes=60))


@pytest.mark.parametrize("law", ["de-eg", "uk-cbs", "us-subchapter-t"])
def test_each_law_says_why_the_co_op_holds_no_money(coop: Coop, law: str) -> None:
    coop.decide(SetParameter("texts.law", law))
    with pytest.raises(CoopHoldsNoDeposit) as refused:
        coop.offers(price=Asked(price="money", cents=100, deposit_cents=100, coop_holds=True))
    assert law_of(charter.current()).deposits.says in str(refused.value)


def test_only_what_is_held_can_be_lost_or_judged(coop: Coop) -> None:
    made = coop.agrees(span=coop.span(3))
    open_dispute(coop.ids["caro"], agreement_id=made, words="No word.", now=coop.now)
    mediate(coop.ids["ada"], agreement_id=made, now=coop.now)
    with pytest.raises(NoDeposit):
        propose(coop.ids["ada"], agreement_id=made, words="So.", goes_back=False, forfeits=True, now=coop.now)
    with pytest.raises(NothingToReverse):
        bring_before_jury(coop.ids["ada"], agreement_id=made, facts="So.", rule="", now=coop.now)


def test_set_aside_again_is_the_same_and_free_or_lost_once(coop: Coop, lent: int) -> None:
    row = Agreement.objects.get(id=lent)
    crediting.set_aside(row, coop.now)
    assert reach(coop) == 60
    assert crediting.free(row, coop.now)
    assert not crediting.free(row, coop.now)
    assert crediting.forfeit(row, coop.now) is None
    assert owed(coop) == 0
