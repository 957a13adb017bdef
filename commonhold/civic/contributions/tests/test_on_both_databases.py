"""A month through both databases, and two programs that share it at the same time."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.db.models import Sum

from commonhold.civic.contributions import queries, settling, splitting
from commonhold.civic.contributions.bundles import bundle_of
from commonhold.civic.contributions.models import SplitLine
from commonhold.civic.contributions.tests.conftest import SHARING, begin
from commonhold.civic.payments.models import Owed
from commonhold.civic.treasury.models import DuesCredit
from commonhold.ground.ledger import queries as ledger
from rulebook.split.replay import check_statement, replay

pytestmark = pytest.mark.both_databases


@pytest.fixture
def coop(committing_db: None):
    made = begin(SHARING)
    made.pay_dues("ada", "ben", "caro", "finn")
    made.thank("ada", "ben")
    made.thank("ben", "caro")
    return made


def test_a_month_is_shared_and_replayed(coop):
    coop.month_ends()
    public = queries.public_file(coop.viewer("ada"), "2026-05")
    assert replay(bundle_of(coop.split())) == public
    assert check_statement(queries.statement(coop.viewer("ben"), "2026-05"), public) == ()
    assert ledger.check().ok


def test_two_programs_that_share_at_once_give_everything_once(coop, monkeypatch):
    monkeypatch.setattr(settling, "settle", lambda month, *, now: None)
    coop.month_ends()
    assert coop.split().settled_at is None
    monkeypatch.undo()
    monkeypatch.setattr(settling, "_AT_ONCE", 1)
    troubles: list[Exception] = []

    def settle() -> None:
        try:
            splitting.work_out("2026-05", coop.now)
        except Exception as trouble:  # told to the test
            troubles.append(trouble)
        finally:
            connection.close()

    others = [threading.Thread(target=settle, daemon=True) for _each in range(2)]
    for each in others:
        each.start()
    for each in others:
        each.join(timeout=60)
    assert not troubles
    split = coop.split()
    assert split.settled_at is not None
    assert SplitLine.objects.filter(settled_at=None).count() == 0
    assert (
        Owed.objects.filter(kind="contributions.thanks").aggregate(cents=Sum("cents"))["cents"] == split.paid
    )
    granted = DuesCredit.objects.filter(reference="split:2026-05").aggregate(cents=Sum("cents"))["cents"]
    assert granted == split.credit
    assert ledger.check().ok
