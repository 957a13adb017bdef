"""A case goes its whole way on either database, with real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.civic.moderation import queries
from commonhold.civic.moderation.tests.conftest import tell
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.visibility import visible_posts

pytestmark = pytest.mark.both_databases


def test_from_the_report_to_the_verdict_and_back(committing_db: str, tmp_path: Path, settings) -> None:
    case = tell()
    withheld, suspended = case.measure("withhold"), case.measure("suspend", days=7)
    assert people.is_suspended(case.who("finn"))
    assert not visible_posts(ANYONE).filter(id=case.post).exists()
    for made in (withheld, suspended):
        case.review(case.appeal(made), upholds=True)
        case.appeal(made)
        case.jury(made, upholding=0)
        assert case.state(made).end == "overturned"
    assert visible_posts(ANYONE).filter(id=case.post).exists()
    assert not people.is_suspended(case.who("finn"))
    (entry,) = queries.public_cases(ANYONE)
    assert [each.was_reversed for each in entry.measures] == [True, True]
    assert len(queries.my_measures(Viewer(case.who("finn")), now=case.now)) == 2
    case.coop.wait(days=80)
    assert queries.public_case(ANYONE, case.id).is_closed
