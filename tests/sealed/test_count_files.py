"""The count file that a vote's page offers is counted again by somebody else's code."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.tests.conftest import Coop, build
from rulebook.verifying import published
from tests.begun import Begun

CHOICES = {"ada": "yes", "ben": "yes", "caro": "yes", "dev": "no", "finn": "abstain"}


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(build)


def test_the_page_of_a_vote_gives_what_anybody_counts_again(coop: Coop, client):
    made = coop.open()
    receipts = coop.vote(made, **CHOICES)
    address = f"/decide/{made}/count.json"
    assert "not counted yet" in str(published.verify(client.get(address).content).bad)
    coop.wait(days=4)
    verdict = published.verify(client.get(address).content, list(receipts.values()))
    assert verdict.bad is None
    assert verdict.found["ballots"] == len(receipts)
    assert verdict.found["your_ballots"] == [CHOICES[name] for name in receipts]
