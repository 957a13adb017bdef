"""Taking shares: they are owed, then paid, then in the register; and nobody's vote counts more for them."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.news import ArrivalUndone
from commonhold.civic.shares import arriving
from commonhold.civic.shares.actions.subscribing import call_off_subscription, convert_shares, subscribe
from commonhold.civic.shares.holdings import Holding, held_by
from commonhold.civic.shares.refusals import (
    AboveTheLawsMost,
    LeastStays,
    MembersOnly,
    NoSharesHere,
    NoSuchClassOfShares,
    NoSuchSubscription,
    NotPaidYet,
    NotSoManyShares,
    NumberOfShares,
    SubscriptionIsOver,
)
from commonhold.civic.shares.tests.conftest import PAR, ShareCoop
from commonhold.civic.shares.vocabulary import ARRIVED, PAID_IN
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer
from tests.cast import make_person


def test_shares_are_subscribed_then_paid_and_stand_in_the_register(coop: ShareCoop) -> None:
    coop.takes("caro", 2)
    assert coop.holds("caro") == Holding(2, 2 * PAR)
    expected = payments.my_payments(Viewer(coop.ids["caro"])).expected
    assert [(each.cents, each.currency) for each in expected] == [(2 * PAR, "EUR")]
    coop.pays("caro")
    assert coop.holds("caro") == Holding(2, 2 * PAR, 2 * PAR)
    assert (coop.held(PAID_IN), coop.held(ARRIVED)) == (-2 * PAR, 0)
    assert coop.told("caro")[0] == "shares.paid-in"


def test_votes_never_depend_on_shares(coop: ShareCoop) -> None:
    """The roll, the ballots and the power of each are the same with twenty shares as with none."""
    before = (members.roll(coop.now), members.voters(coop.now))
    coop.has("caro", 20)
    coop.has("finn", 1)
    assert (members.roll(coop.now), members.voters(coop.now)) == before
    assert all(members.may_vote(coop.ids[name], at=coop.now) for name in ("ada", "ben", "caro", "finn"))


def test_a_co_op_without_shares_takes_no_subscription(coop: ShareCoop) -> None:
    coop.decide(SetParameter("shares.most_shares", 0))
    with pytest.raises(NoSharesHere):
        coop.takes("caro", 1)


def test_only_members_take_shares_and_within_what_the_charter_says(coop: ShareCoop) -> None:
    with pytest.raises(MembersOnly):
        subscribe(make_person("gus"), shares=1, now=coop.now)
    for wrong in (0, -1, 21):
        with pytest.raises(NumberOfShares):
            coop.takes("caro", wrong)
    coop.takes("caro", 15)
    with pytest.raises(NumberOfShares):
        coop.takes("caro", 6)
    coop.decide(SetParameter("shares.least_shares", 3))
    with pytest.raises(NumberOfShares):
        coop.takes("finn", 2)


def test_the_law_s_own_most_is_kept_and_cited(coop: ShareCoop) -> None:
    coop.decide(
        SetParameter("texts.law", "uk-cbs"),
        SetParameter("treasury.currency", "GBP"),
        SetParameter("shares.most_shares", 5_000),
    )
    coop.takes("caro", 2_000)
    with pytest.raises(AboveTheLawsMost, match=r"£100,000.*2014, s\. 24"):
        coop.takes("caro", 1)
    coop.takes("finn", 1)
    coop.wait(seconds=1)


def test_what_is_not_paid_can_be_called_off(coop: ShareCoop) -> None:
    made = coop.takes("caro", 2)
    with pytest.raises(Refusal, match="Treasurer"):
        call_off_subscription(coop.ids["finn"], subscription_id=made, now=coop.now)
    call_off_subscription(coop.ids["ben"], subscription_id=made, now=coop.now)
    assert coop.holds("caro") == Holding()
    assert payments.my_payments(Viewer(coop.ids["caro"])).expected == []
    with pytest.raises(SubscriptionIsOver):
        call_off_subscription(coop.ids["caro"], subscription_id=made, now=coop.now)
    with pytest.raises(NoSuchSubscription):
        call_off_subscription(coop.ids["caro"], subscription_id=1, now=coop.now)


def test_whoever_joins_takes_the_least_where_shares_are_compulsory(coop: ShareCoop) -> None:
    coop.decide(SetParameter("shares.least_shares", 2), SetParameter("shares.joining", "compulsory"))
    made = coop.apply("dev")
    coop.vouch(made)
    coop.pay("dev")
    coop.wait(seconds=1)
    assert coop.holds("dev") == Holding(2, 2 * PAR)
    assert coop.holds("caro") == Holding()
    [subscription] = [
        int(each.subject.partition(":")[2]) for each in payments.my_payments(Viewer(coop.ids["dev"])).expected
    ]
    with pytest.raises(LeastStays):
        call_off_subscription(coop.ids["dev"], subscription_id=subscription, now=coop.now)


def test_a_payment_that_its_bank_takes_back_takes_the_shares_out_again(coop: ShareCoop) -> None:
    made = coop.takes("caro", 2)
    coop.pays("caro")
    undone = ArrivalUndone(1, "shares", f"subscription:{made}", 2 * PAR, "EUR")
    for _twice in range(2):
        arriving.on_arrival_undone(undone, coop.now)
    assert coop.holds("caro") == Holding()
    assert coop.held(ARRIVED) == -2 * PAR  # until the payment that is undone takes it
    assert coop.told("caro")[0] == "shares.undone"


def test_arriving_twice_is_paying_once(coop: ShareCoop) -> None:
    coop.takes("caro", 1)
    coop.pays("caro")
    coop.wait(seconds=1)
    assert coop.holds("caro").paid_cents == PAR


def test_the_treasurer_converts_shares_where_there_are_two_classes(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    ben, number = coop.ids["ben"], coop.number("caro")
    with pytest.raises(NoSuchClassOfShares):
        convert_shares(ben, member=number, shares=1, to="supporting", now=coop.now)
    coop.decide(SetParameter("shares.second_class", "supporting"))
    with pytest.raises(Refusal, match="Treasurer"):
        convert_shares(coop.ids["caro"], member=number, shares=1, to="supporting", now=coop.now)
    with pytest.raises(NotSoManyShares):
        convert_shares(ben, member=number, shares=4, to="supporting", now=coop.now)
    convert_shares(ben, member=number, shares=2, to="supporting", now=coop.now)
    convert_shares(ben, member=number, shares=1, to="common", now=coop.now)
    assert {name: each.shares for name, each in held_by(number).items()} == {"common": 2, "supporting": 1}
    coop.takes("caro", 1)
    with pytest.raises(NotPaidYet):
        convert_shares(ben, member=number, shares=1, to="supporting", now=coop.now)
