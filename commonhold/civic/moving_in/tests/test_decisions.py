from __future__ import annotations

from datetime import date

import pytest

from commonhold.civic.governance.models import Proposal
from commonhold.civic.moving_in import queries
from commonhold.civic.moving_in.refusals import NothingToBring
from commonhold.civic.moving_in.tests.conftest import DECISIONS
from commonhold.social.people.queries import ANYONE


def test_past_decisions_are_read_by_everybody_and_are_no_votes_of_ours(yard):
    made = yard.bring("decisions", DECISIONS)
    assert yard.write(made, by="ada") == 2
    found = queries.past_decisions(ANYONE)
    assert [(each.day, each.title, each.result) for each in found] == [
        (date(2019, 11, 30), "No dogs", "defeated"),
        (date(2018, 3, 4), "We buy the yard", "carried, 31 to 2"),
    ]
    assert found[1].text == "For the price\nthat was named."
    assert not Proposal.objects.exists()
    assert queries.has_past()


def test_the_same_list_again_brings_nothing_and_all_of_it_can_be_taken_back(yard):
    made = yard.bring("decisions", DECISIONS)
    yard.write(made, by="ada")
    again = yard.bring("decisions", DECISIONS)
    assert yard.look(again).found.known == 2
    with pytest.raises(NothingToBring):
        yard.write(again, by="ada")
    assert yard.undo(made, by="ada") == 2
    assert not queries.has_past()
    assert yard.write(again, by="ada") == 2


def test_each_wrong_line_is_named(yard):
    rows = ["date,title,result,text", "x,A,B,", "2099-01-01,A,B,", "2019-01-01,,B,", "2019-01-01,A,,"]
    rows.append("2019-01-01,A,B," + "x" * 20_001)
    found = yard.look(yard.bring("decisions", "\n".join(rows))).found
    assert [each.line for each in found.problems] == [2, 3, 4, 5, 6]
