"""The whole way from the vote to the seal, with real commits."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from commonhold.civic.winding import actions
from commonhold.civic.winding.decisions import StopWindDown
from commonhold.civic.winding.models import PlannedStage
from commonhold.civic.winding.tests.conftest import prepare
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.record import queries as record
from commonhold.ground.record import sequencer


@pytest.mark.both_databases
def test_the_end_begins_once_and_each_stage_on_its_day(committing_db: str):
    coop = prepare()
    coop.has("caro", 1)
    coop.ends()
    for stage in (Stage.LEAVING, Stage.SETTLING):
        coop.waits_for(stage)
    coop.settles()
    coop.books("paid", "liabilities:shares-leaving", coop.owed_to("caro"))
    rest = coop.held("assets:bank")
    if rest:
        coop.settles()
        coop.books("paid", "liabilities:remainder", rest)
    for stage in (Stage.READING, Stage.SEALED):
        coop.waits_for(stage)
    assert ending.stage() is Stage.SEALED
    assert PlannedStage.objects.filter(begun_at=None).count() == 0
    size = sequencer.sequence(coop.now)
    last = record.leaf(size - 1)
    assert (last.kind, last.body["stage"]) == ("co-op.end-stage", "sealed")


@pytest.mark.both_databases
def test_a_vote_that_stops_it_while_shares_are_being_paid_comes_too_late(committing_db: str):
    coop = prepare()
    coop.has("caro", 1)
    coop.ends()
    coop.waits_for(Stage.SETTLING)
    settlement = actions.ask_to_settle(coop.ids["ada"], now=coop.now)
    said: list[str] = []

    def stop() -> None:
        try:
            said.append(coop.tries(StopWindDown()))
        finally:
            connection.close()

    vote = threading.Thread(target=stop, daemon=True)
    with transaction.atomic():
        actions.confirm_settlement(coop.ids["ben"], settlement_id=settlement, now=coop.now)
        vote.start()
        vote.join(timeout=0.5)  # it waits for us, or has seen nothing of what we do
    vote.join(timeout=60)
    assert "can't be stopped any more" in said[0]
    assert ending.stage() is Stage.SETTLING
