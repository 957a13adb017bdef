"""Giving shares back: with notice, in turn, against surplus and solvency, and unless the board says wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members.actions import leaving as members
from commonhold.civic.shares.actions.withdrawing import (
    give_notice,
    pay_back_what_is_due,
    resume_withdrawals,
    suspend_withdrawals,
    take_back_notice,
)
from commonhold.civic.shares.decisions import WriteDown
from commonhold.civic.shares.holdings import Holding
from commonhold.civic.shares.models import Notice, NoticeHeld
from commonhold.civic.shares.refusals import (
    EndNeeded,
    InNotice,
    LeastStays,
    LeavingStays,
    NoSuchClassOfShares,
    NoSuchNotice,
    NoticeIsOver,
    NotPaidYet,
    NotSoManyShares,
    NotSuspended,
    ReasonNeeded,
    SuspendedAlready,
)
from commonhold.civic.shares.tests.conftest import PAR, ShareCoop
from commonhold.civic.shares.vocabulary import LEAVING, WRITTEN_DOWN
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal


def gives(coop: ShareCoop, name: str, shares: int) -> int:
    return give_notice(coop.ids[name], shares=shares, now=coop.now)


def why(notice_id: int) -> str:
    return NoticeHeld.objects.filter(notice_id=notice_id).latest("id").why


def test_shares_go_back_at_par_when_the_notice_ends(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    gives(coop, "caro", 2)
    coop.wait(days=89)
    assert coop.holds("caro").shares == 3
    coop.wait(days=2)
    assert coop.holds("caro") == Holding(1, PAR, PAR)
    assert coop.told("caro")[0] == "shares.shares-back"
    # What she owes as dues comes off first.
    assert -coop.held(LEAVING) == coop.owed_to("caro")


def test_a_notice_can_end_with_the_year(coop: ShareCoop) -> None:
    coop.decide(SetParameter("shares.notice_to", "year-end"))
    coop.has("caro", 1)
    made = Notice.objects.get(id=gives(coop, "caro", 1))
    assert made.due_at.isoformat() == "2027-01-01T00:00:00+00:00"  # Lisbon's new year


def test_what_is_refused_of_a_notice(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    with pytest.raises(NotSoManyShares):
        gives(coop, "caro", 4)
    with pytest.raises(NotSoManyShares):
        gives(coop, "caro", 0)
    with pytest.raises(NoSuchClassOfShares):
        give_notice(coop.ids["caro"], shares=1, share_class="golden", now=coop.now)
    gives(coop, "caro", 2)
    with pytest.raises(InNotice, match="1 share"):
        gives(coop, "caro", 2)
    coop.decide(SetParameter("shares.least_shares", 2))
    coop.has("finn", 3)
    with pytest.raises(LeastStays):
        gives(coop, "finn", 2)
    gives(coop, "finn", 3)  # all of them
    coop.has("ada", 2)
    coop.takes("ada", 1)
    with pytest.raises(NotPaidYet):
        gives(coop, "ada", 1)


def test_a_notice_can_be_taken_back_until_its_day(coop: ShareCoop) -> None:
    coop.has("caro", 1)
    made = gives(coop, "caro", 1)
    with pytest.raises(NoSuchNotice):
        take_back_notice(coop.ids["finn"], notice_id=made, now=coop.now)
    take_back_notice(coop.ids["caro"], notice_id=made, now=coop.now)
    with pytest.raises(NoticeIsOver):
        take_back_notice(coop.ids["caro"], notice_id=made, now=coop.now)
    coop.wait(days=100)
    assert coop.holds("caro").shares == 1


def test_whoever_leaves_gets_all_shares_back_and_pays_no_more_in(coop: ShareCoop) -> None:
    coop.has("caro", 2)
    coop.takes("caro", 1)
    members.leave(coop.ids["caro"], now=coop.now)
    coop.wait(seconds=1)
    notice = Notice.objects.get(person_id=coop.ids["caro"])
    with pytest.raises(LeavingStays):
        take_back_notice(coop.ids["caro"], notice_id=notice.id, now=coop.now)
    coop.wait(days=91)
    assert coop.holds("caro") == Holding()
    assert coop.owed_to("caro") == 2 * PAR


def test_no_share_goes_back_while_a_loss_is_not_covered_and_all_are_when_it_is(coop: ShareCoop) -> None:
    coop.has("caro", 2)
    coop.has("finn", 2)
    coop.spend(1_000)
    first, second = gives(coop, "caro", 1), gives(coop, "finn", 1)
    coop.wait(days=91)
    assert coop.holds("caro").shares == 2
    assert (why(first), why(second)) == ("losses", "losses")
    assert coop.told("caro")[0] == "shares.notice-waits"
    coop.spend(-5_000, on="income:dues")
    coop.wait(days=31)
    assert (coop.holds("caro").shares, coop.holds("finn").shares) == (1, 1)
    assert coop.owed_to("caro") + 5 * 500 == PAR  # what she owed as dues came off


def test_whoever_came_first_is_first_and_nobody_jumps_the_queue(coop: ShareCoop) -> None:
    coop.has("caro", 3)
    coop.has("finn", 3)
    coop.decide(SetParameter("shares.cash_kept_cents", 4 * PAR))
    gives(coop, "caro", 3)
    second = gives(coop, "finn", 1)
    coop.wait(days=91)
    assert (coop.holds("caro").shares, coop.holds("finn").shares) == (3, 3)
    assert why(second) == "cash"
    coop.decide(SetParameter("shares.cash_kept_cents", 3 * PAR))
    assert pay_back_what_is_due(coop.ids["ben"], now=coop.now) == 1
    assert (coop.holds("caro").shares, coop.holds("finn").shares) == (0, 3)
    with pytest.raises(Refusal, match="Treasurer"):
        pay_back_what_is_due(coop.ids["caro"], now=coop.now)


def test_capital_and_years_have_their_limits(coop: ShareCoop) -> None:
    coop.has("caro", 4)
    coop.decide(SetParameter("shares.capital_kept_cents", 3 * PAR))
    made = gives(coop, "caro", 2)
    coop.wait(days=91)
    assert why(made) == "capital"
    coop.decide(SetParameter("shares.capital_kept_cents", 0), SetParameter("shares.most_back", "1/4"))
    coop.wait(days=31)  # in the first year nothing was there when it began
    assert why(made) == "year"
    coop.wait(days=200)  # a quarter of four is one
    assert coop.holds("caro").shares == 4
    coop.decide(SetParameter("shares.most_back", "1/2"))
    coop.wait(days=31)
    assert coop.holds("caro").shares == 2


def test_the_board_suspends_withdrawals_with_a_reason_until_a_day(coop: ShareCoop) -> None:
    coop.has("caro", 2)
    made, ada = gives(coop, "caro", 1), coop.ids["ada"]
    until = coop.now + timedelta(days=120)
    with pytest.raises(Refusal, match="Board"):
        suspend_withdrawals(coop.ids["caro"], reason="The roof", until=until, now=coop.now)
    with pytest.raises(ReasonNeeded):
        suspend_withdrawals(ada, reason=" ", until=until, now=coop.now)
    for wrong in (coop.now, coop.now + timedelta(days=367)):
        with pytest.raises(EndNeeded):
            suspend_withdrawals(ada, reason="The roof", until=wrong, now=coop.now)
    made_at = suspend_withdrawals(ada, reason="The roof", until=until, now=coop.now)
    with pytest.raises(SuspendedAlready):
        suspend_withdrawals(ada, reason="The roof again", until=until, now=coop.now)
    assert [each.kind for each in record.leaves(about=f"share-suspension:{made_at}")] == [
        "shares.withdrawals-suspended"
    ]
    coop.wait(days=91)
    assert why(made) == "suspended"
    coop.wait(days=30)
    assert coop.holds("caro").shares == 1


def test_the_board_ends_a_suspension_before_its_day(coop: ShareCoop) -> None:
    coop.has("caro", 1)
    gives(coop, "caro", 1)
    ada = coop.ids["ada"]
    with pytest.raises(NotSuspended):
        resume_withdrawals(ada, now=coop.now)
    suspend_withdrawals(ada, reason="The roof", until=coop.now + timedelta(days=300), now=coop.now)
    coop.wait(days=100)
    assert coop.holds("caro").shares == 1
    with pytest.raises(Refusal, match="Board"):
        resume_withdrawals(coop.ids["caro"], now=coop.now)
    resume_withdrawals(ada, now=coop.now)
    assert coop.holds("caro").shares == 0


def refused(coop: ShareCoop, cents: int) -> str:
    done = enact([WriteDown(cents)], reference=f"test:down:{cents}", rule=UNANIMOUS, now=coop.now)
    assert not done.done
    return done.reason


def test_a_vote_lets_shares_bear_a_loss_in_proportion_and_then_they_go_back_for_what_is_left(
    coop: ShareCoop,
) -> None:
    coop.has("caro", 2)
    coop.has("finn", 1)
    assert "no loss" in refused(coop, 100)
    coop.spend(1_000)
    assert "€10.00" in refused(coop, 1_001)
    coop.decide(WriteDown(1_000))
    caro, finn = coop.holds("caro"), coop.holds("finn")
    assert caro.written_cents + finn.written_cents == 1_000
    assert (caro.written_cents, finn.written_cents) in {(667, 333), (666, 334)}
    assert coop.held(WRITTEN_DOWN) == -1_000
    gives(coop, "finn", 1)
    coop.wait(days=91)
    assert coop.holds("finn") == Holding()
    assert "no loss" in refused(coop, 1)
