"""A co-op's first weeks with real commits, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonhold.civic.founding.actions import found
from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as members_queries
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import books, dues, waivers
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, make_person

pytestmark = pytest.mark.both_databases


def tick(now: datetime) -> datetime:
    assert all(each.ok for each in jobs.tick(now))
    return now


def test_from_the_founding_to_the_second_month(committing_db, ready):
    ada, ben, caro = found(**ready, now=MORNING)
    dev = make_person("dev")
    application = members.apply(dev, statement="I bake.", now=MORNING)
    for voucher in (ada, caro):
        members.vouch(voucher, application_id=application, now=MORNING)
    waivers.ask_for_waiver(caro, now=MORNING)
    waivers.grant_waiver(ada, person_id=caro, now=MORNING)
    books.give_to_fund(ben, cents=2000, now=MORNING)
    noon = tick(MORNING + timedelta(hours=3))
    board = treasury.dues_board(Viewer(ben), now=noon)
    assert [each.person.handle for each in board] == ["ada", "ben", "dev"]
    dues.record_dues_received(ben, charge_id=board[2].charge_id, now=noon)
    assert members_queries.member_of(dev) is not None
    june = tick(MORNING + timedelta(days=28))
    shown = treasury.money(ANYONE, now=june)
    assert (shown.bank_cents, shown.fund_cents, shown.dues_total_cents) == (2500, 1500, 500)
    assert treasury.my_dues(Viewer(dev), now=june).owed_cents == 500
    assert treasury.my_dues(Viewer(caro), now=june).owed_cents == 0
    assert ledger.check().ok
