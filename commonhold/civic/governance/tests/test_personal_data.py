from __future__ import annotations

from commonhold.civic.governance import personal_data
from commonhold.civic.governance.actions.delegate import delegate
from commonhold.civic.governance.actions.vote import give_reason
from commonhold.civic.governance.models import Delegation
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.tests.test_kinds import ask
from commonhold.civic.governance.vocabulary import Kind
from commonhold.social.people.queries import ANYONE


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
