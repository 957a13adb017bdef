from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from commonhold.civic.governance import personal_data
from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.actions.delegate import delegate
from commonhold.civic.governance.actions.vote import give_reason
from commonhold.civic.governance.models import Delegation, PublishedBallot
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.tests.test_kinds import Box, ask
from commonhold.civic.governance.vocabulary import Kind
from commonhold.social.people.queries import ANYONE
from rulebook.tally import approval, ballot_json, score, scottish_stv
from rulebook.tally.methods import VERSIONS
from rulebook.tally.terms import Terms


def test_she_gets_what_she_did_and_nothing_of_how_she_voted(coop):
    ben = coop.ids["ben"]
    made = coop.open(by="ben", title="Shorter votes")
    coop.vote(made, ben="yes")
    give_reason(ben, proposal_id=made, side="for", text="I can't wait.", now=coop.now)
    delegate(ben, to=coop.ids["ada"], now=coop.now)
    coop.wait(days=6)
    file = personal_data.export_of(ben)
    assert [each["title"] for each in file["proposals"]] == ["Shorter votes"]
    assert file["reasons"] == [{"proposal": str(made), "side": "for", "text": "I can't wait."}]
    assert file["rolls"] == [{"proposal": str(made), "took_part": True, "class": "members"}]
    assert [each["to"] for each in file["delegations"]] == [str(coop.ids["ada"])]
    assert "yes" not in str(file)


def test_when_she_leaves_her_words_and_her_name_on_ballots_go_and_the_count_stays(coop):
    box = ask(coop, Kind.ELECTION, role="board")
    box.announce()
    box.stands("ben", "caro")
    coop.wait(days=7)
    box.everybody([[1]])
    delegate(coop.ids["ada"], to=coop.ids["ben"], now=coop.now)
    coop.wait(days=6)
    personal_data.erase(coop.ids["ben"], coop.now)
    view, counted = proposals.proposal(ANYONE, box.id), counts.count(box.id)
    assert [each.title for each in view.options] == ["—", "Caro"]
    assert (counted.sheet["candidates"][1], counted.elected, counted.turnout) == ("—", [1], 12)
    assert not Delegation.objects.filter(ended_at=None).exists()


def counted_from_its_file(box: Box) -> list[int]:
    """Whom an outsider finds elected, with the published file and what the page says of the lot."""
    question, counted = proposals.proposal(ANYONE, box.id).question, counts.count(box.id)
    cast = Counter(PublishedBallot.objects.filter(poll_id=box.id).values_list("choice", flat=True))
    read = ballot_json.parse(ballot_json.write(question.ballots(cast)))
    terms = Terms(unranked=question.unranked, seed=bytes.fromhex(counted.lot_seed))
    return list(VERSIONS[question.method].count(read, terms).elected)


@pytest.mark.parametrize("method", [approval.RULE.version, scottish_stv.RULE.version, score.RULE.version])
def test_who_is_erased_between_the_count_and_its_effect_changes_no_lot_in_a_recount(coop, method):
    """All of them are tied, so every place is drawn; and outsiders draw the same from the published file."""
    box = ask(coop, Kind.ELECTION, role="board", seats=2, method=method)
    box.announce()
    box.stands("ben", "caro", "dev", "finn")
    coop.wait(days=7)
    said: dict[str, list[Any]] = {
        approval.RULE.version: [[1, 2, 3, 4]] * 4,
        scottish_stv.RULE.version: [[[1]], [[2]], [[3]], [[4]]],
        score.RULE.version: [[0, 5, 5, 5, 5]] * 4,
    }
    box.cast(**dict(zip(("ada", "ben", "caro", "dev"), said[method], strict=True)))
    coop.wait(days=4)
    counted = counts.count(box.id)
    assert len(counted.elected) == 2
    assert counted.sheet["ties"]
    before = counted_from_its_file(box)
    for name in ("ben", "caro", "finn"):
        personal_data.erase(coop.ids[name], coop.now)
    assert counted_from_its_file(box) == before == list(counted.elected)
    assert ask_recount(coop.ids["ada"], proposal_id=box.id, reason="To be sure.", now=coop.now)
