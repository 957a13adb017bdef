"""The same story with real commits, on SQLite and on PostgreSQL."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connections, transaction

from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.models import SealedBallot
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record import queries as record
from commonhold.ground.record.signature import check_signature
from commonhold.social.people.queries import ANYONE
from rulebook.merkle import DirectoryReader, verify

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town(committing_db) -> Coop:
    return build()


def test_a_vote_lowers_the_dues_and_outsiders_verify_the_record(town, settings):
    fewer = codec.decode({"kind": "treasury.set-dues.v1", "cents": 400})
    made = town.open(fewer, title="Dues of four")
    town.vote(made, ada="yes", ben="yes", caro="yes", dev="no")
    town.wait(days=4)
    assert counts.count(made).outcome == "carried"
    town.wait(days=2)
    assert proposals.proposal(ANYONE, made).state is State.ENACTED
    assert charter.current().value("treasury.dues_cents") == 400
    assert ledger.check().ok
    reader = DirectoryReader(settings.RECORD_DIR)
    assert verify(reader, vkey=record.vkey(), check_signature=check_signature).ok


def test_a_transaction_that_is_rolled_back_takes_its_ballot_with_it(town):
    made = town.open()
    with transaction.atomic():
        town.vote(made, ada="yes")
        transaction.set_rollback(True)
    assert SealedBallot.objects.count() == 0
    town.vote(made, ada="no", ben="no", caro="no", dev="no")
    town.wait(days=4)
    assert (counts.count(made).yes, counts.count(made).no) == (0, 4)


def test_many_who_vote_at_once_are_each_counted_once(town):
    made = town.open()

    def votes(name: str) -> None:
        try:
            cast_ballot(town.ids[name], proposal_id=made, choice="yes", now=town.now)
        finally:
            connections["default"].close()

    threads = [Thread(target=votes, args=(name,), daemon=True) for name in town.ids]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    town.wait(days=4)
    assert counts.count(made).yes == len(town.ids)
