"""Creditors first, then shares, then what is left; and read-only only when the books are empty."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.members.models import Member
from commonhold.civic.winding import actions, estate
from commonhold.civic.winding.actions.settling import REMAINDER
from commonhold.civic.winding.decisions import StopWindDown, WindDown
from commonhold.civic.winding.models import PlannedStage, Settlement
from commonhold.civic.winding.refusals import (
    AnotherLiquidator,
    CreditorsFirst,
    FiguresChanged,
    LawWaits,
    NobodyToGetIt,
    NoSuchSettlement,
    NothingLeft,
    NotInTheBooks,
    NotSettlingYet,
    NowForbidden,
    Overdrawn,
    OwnedStill,
    WordsNeeded,
)
from commonhold.civic.winding.stages import current
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.erasing.actions import erase_account

LEAVING_SHARES = "liabilities:shares-leaving"


def owes(coop, cents: int, account: str = "liabilities:payables") -> None:
    ledger.post(
        kind="test.owed",
        key=f"owed:{account}",
        cause="test",
        legs=[Leg("expenses:running", cents, "EUR"), Leg(account, -cents, "EUR")],
        at=coop.now,
    )


def all_dues_paid(coop) -> None:
    for name in coop.ids:
        while coop.owed_by(name):
            coop.pay(name)


def test_from_debts_to_an_empty_till(coop):
    coop.has("ada", 2)
    coop.has("caro", 1)
    all_dues_paid(coop)
    owes(coop, 700)
    coop.ends()
    with pytest.raises(NotSettlingYet):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.waits_for(Stage.SETTLING)
    with pytest.raises(CreditorsFirst, match=r"7\.00"):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.books("paid", "liabilities:payables", 700)
    there = coop.held("assets:bank")
    coop.settles()
    assert not coop.holds("ada").shares
    assert (coop.owed_to("ada"), coop.owed_to("caro")) == (10_000, 5_000)
    assert coop.held(REMAINDER) == -(there - 15_000)
    assert "can't be stopped any more" in coop.tries(StopWindDown())
    coop.wait(days=120)
    assert ending.stage() is Stage.SETTLING  # what is owed is not paid yet
    coop.books("paid", LEAVING_SHARES, 15_000)
    coop.books("paid", REMAINDER, there - 15_000)
    assert (coop.held("assets:bank"), coop.owed_to("ada")) == (0, 0)
    coop.wait(days=2)
    assert ending.stage() is Stage.READING
    kinds = [each.kind for each in record.leaves(limit=100)]
    assert {"co-op.end-decided", "co-op.settled", "co-op.end-stage"} <= set(kinds)


def test_where_there_is_too_little_every_share_loses_the_same(coop):
    all_dues_paid(coop)
    coop.has("ada", 3)
    coop.has("caro", 1)
    coop.spend(coop.held("assets:bank") - 10_000)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    coop.settles()
    assert (coop.owed_to("ada"), coop.owed_to("caro"), coop.held(REMAINDER)) == (7_500, 2_500, 0)


def test_by_heads_every_member_gets_the_same_of_what_is_left(coop):
    coop.decide(SetParameter("winding.remainder", "heads"))
    all_dues_paid(coop)
    coop.has("ada", 1)
    coop.spend(coop.held("assets:bank") - 6_000)
    coop.decide(WindDown("ada, ben"))
    coop.waits_for(Stage.SETTLING)
    coop.settles()
    assert [coop.owed_to(name) for name in ("ada", "ben", "caro", "finn")] == [5_250, 250, 250, 250]


def test_by_heads_who_left_gets_her_share_alone_and_who_came_back_is_one_head(coop):
    coop.decide(SetParameter("winding.remainder", "heads"))
    all_dues_paid(coop)
    coop.has("caro", 1)
    members.leave(coop.ids["caro"], now=coop.now)
    members.leave(coop.ids["finn"], now=coop.now)
    members.enrol(coop.ids["finn"], votes_from=coop.now, now=coop.now)
    coop.spend(coop.held("assets:bank") - 5_900)
    coop.decide(WindDown("ada, ben"))
    coop.waits_for(Stage.SETTLING)
    coop.settles()
    assert [coop.owed_to(name) for name in ("ada", "ben", "caro", "finn")] == [300, 300, 5_000, 300]


def test_by_shares_that_nobody_holds_members_get_the_same_of_what_is_left(coop):
    """It went to nobody: nobody was named to whom it is given on."""
    coop.decide(SetParameter("winding.remainder", "shares"))
    all_dues_paid(coop)
    coop.spend(coop.held("assets:bank") - 1_600)
    coop.decide(WindDown("ada, ben"))
    coop.waits_for(Stage.SETTLING)
    coop.settles()
    assert [coop.owed_to(name) for name in ("ada", "ben", "caro", "finn")] == [400] * 4
    figures = json.loads(Settlement.objects.get().figures)
    assert (figures["rule"], figures["remainder"], figures["given_on"]) == ("settlement_v2", "heads", 0)


def test_what_would_go_to_nobody_is_not_worked_out(coop):
    coop.decide(SetParameter("winding.remainder", "heads"))
    coop.gives_money(500)
    coop.decide(WindDown("ada, ben"))
    coop.waits_for(Stage.SETTLING)
    row = current()
    assert row is not None
    Member.objects.update(left_at=row.begun_at)  # nobody was one when it was announced
    with pytest.raises(NobodyToGetIt):
        estate.work_out(row, coop.now)


def test_where_the_law_has_changed_since_nothing_is_shared_as_it_forbids(coop):
    coop.decide(SetParameter("winding.remainder", "heads"))
    coop.gives_money(500)
    coop.decide(WindDown("ada, ben"))
    coop.waits_for(Stage.SETTLING)
    asked = actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.decide(SetParameter("texts.law", "uk-cbs"))
    with pytest.raises(NowForbidden, match="Restriction on Use of Assets"):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    with pytest.raises(NowForbidden):
        actions.confirm_settlement(coop.ids["ben"], settlement_id=asked, now=coop.now)
    assert coop.tries(StopWindDown()) == ""


@pytest.mark.parametrize("stage", [Stage.ANNOUNCED, Stage.LEAVING, Stage.SETTLING])
@pytest.mark.parametrize("goes", [members.leave, erase_account])
def test_whoever_leaves_or_is_erased_in_between_gets_all_that_she_would_have_got(coop, stage, goes):
    coop.decide(SetParameter("winding.remainder", "heads"))
    all_dues_paid(coop)
    coop.has("caro", 1)
    coop.spend(coop.held("assets:bank") - 5_400)
    coop.decide(WindDown("ada, ben"))
    if stage is not Stage.ANNOUNCED:
        coop.waits_for(stage)
    coop.wait(days=1)
    goes(coop.ids["caro"], now=coop.now)
    coop.wait(days=1)
    if stage is not Stage.SETTLING:
        coop.waits_for(Stage.SETTLING)
    coop.settles()
    assert [coop.owed_to(name) for name in ("ada", "ben", "caro", "finn")] == [100, 100, 5_100, 100]
    coop.books("paid", LEAVING_SHARES, 5_000)  # no bank details of hers are left: it is laid down for her
    coop.books("paid", REMAINDER, 400)
    assert coop.owed_to("caro") == 0
    coop.waits_for(Stage.READING)


def test_whoever_is_erased_after_the_settlement_is_owed_it_still(coop):
    all_dues_paid(coop)
    coop.has("caro", 1)
    coop.spend(coop.held("assets:bank") - 5_000)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    coop.settles()
    erase_account(coop.ids["caro"], now=coop.now)
    assert coop.owed_to("caro") == 5_000
    coop.books("paid", LEAVING_SHARES, 5_000)
    assert coop.held(LEAVING_SHARES) == 0


def test_reading_lasts_as_long_as_was_said_when_it_began_though_settling_took_longer(coop):
    coop.gives_money(500)
    coop.ends()
    coop.decide(SetParameter("winding.reading_days", 30))
    coop.waits_for(Stage.SETTLING)
    coop.wait(days=200)
    coop.settles()
    coop.books("paid", REMAINDER, 500)
    coop.wait(days=2)
    reading, sealed = (PlannedStage.objects.get(stage=each) for each in (Stage.READING, Stage.SEALED))
    assert reading.begun_at is not None
    assert sealed.due_at == reading.begun_at + timedelta(days=180)


def test_one_works_it_out_and_another_confirms_the_same_figures(coop):
    coop.gives_money(10_000)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    with pytest.raises(Refusal, match="Liquidator"):
        actions.ask_to_settle(coop.ids["caro"], now=coop.now)
    asked = actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    with pytest.raises(AnotherLiquidator):
        actions.confirm_settlement(coop.ids["ada"], settlement_id=asked, now=coop.now)
    coop.gives_money(1)
    with pytest.raises(FiguresChanged):
        actions.confirm_settlement(coop.ids["ben"], settlement_id=asked, now=coop.now)
    with pytest.raises(NoSuchSettlement):
        actions.confirm_settlement(coop.ids["ben"], settlement_id=1, now=coop.now)
    figures = json.loads(Settlement.objects.get().figures)
    assert (figures["cash"], figures["given_on"]) == (10_000, 10_000)


def test_nothing_is_shared_while_something_else_is_owned_or_the_law_waits(coop):
    coop.under("de-eg")
    coop.gives_money(10_000)
    ledger.post(
        kind="test.lent",
        key="lent",
        cause="test",
        legs=[Leg("assets:receivables", 500, "EUR"), Leg("assets:bank", -500, "EUR")],
        at=coop.now,
    )
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    with pytest.raises(OwnedStill):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.books("collected", "assets:receivables", 400)
    coop.books("written-off", "assets:receivables", 100)
    assert coop.held("assets:bank") == 9_900
    with pytest.raises(LawWaits, match="GenG § 90"):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.wait(days=300)
    assert actions.ask_to_settle(coop.ids["ada"], now=coop.now)


def test_what_the_books_do_not_hold_is_not_booked(coop):
    owes(coop, 700)
    coop.gives_money(700)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    for kind, account, cents in (
        ("paid", "liabilities:payables", 701),
        ("paid", "assets:bank", 1),
        ("collected", "liabilities:payables", 1),
        ("stolen", "liabilities:payables", 1),
    ):
        with pytest.raises(NotInTheBooks):
            coop.books(kind, account, cents)
    with pytest.raises(WordsNeeded):
        coop.notes("paid", "liabilities:payables", 1, words=" ")


def test_what_the_bank_account_lacks_is_not_paid_from_itself(coop):
    coop.spend(coop.held("assets:bank") + 500)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    with pytest.raises(NotInTheBooks):
        coop.books("paid", "assets:bank", 500)
    with pytest.raises(Overdrawn):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)


def test_a_co_op_with_nothing_has_nothing_to_settle_and_is_read_only_on_its_day(coop):
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    with pytest.raises(NothingLeft):
        actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    coop.waits_for(Stage.READING)
    assert "can't be stopped" in coop.tries(StopWindDown())
    coop.waits_for(Stage.SEALED)
