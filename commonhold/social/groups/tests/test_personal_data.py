from __future__ import annotations

from commonhold.social.groups import personal_data, queries
from commonhold.social.groups.actions import elections, joining, order
from commonhold.social.groups.tests.conftest import Found
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes


def test_the_export_holds_what_a_person_did_and_never_a_ballot(ada: int, ben: int, found: Found) -> None:
    group_id = found(members=(ben,))
    order.remove_from_group(ada, group_id=group_id, person_id=ben, reason="Noise", now=minutes(1))
    got = personal_data.export_of(ben)
    assert got["group_memberships"][0]["why"] == "Noise"
    assert got["group_invitations"] == [
        {"group": "potters", "invited_at": MORNING.isoformat(), "answer": "accepted"}
    ]
    assert not any("ballot" in key for key in got)


def test_erasing_leaves_no_words_and_no_membership(ada: int, ben: int, caro: int, found: Found) -> None:
    group_id = found(members=(ben, caro))
    for each in (ada, ben, caro):
        elections.call_election(each, group_id=group_id, now=minutes(1))
    election_id = queries.group(Viewer(ben), "potters").election_id
    assert election_id is not None
    elections.stand(ben, election_id=election_id, words="I am Ben.", now=minutes(2))
    personal_data.erase(ben, minutes(3))
    personal_data.erase(ben, minutes(3))
    assert queries.member_ids(group_id) == sorted([ada, caro])
    assert personal_data.export_of(ben)["group_candidacies"][0]["words"] == ""


def test_a_group_goes_on_when_its_founder_is_erased(ada: int, ben: int, found: Found) -> None:
    group_id = found(members=(ben,))
    joining.decline_invitation(ben, group_id=group_id, now=minutes(1))
    personal_data.erase(ada, minutes(2))
    assert queries.group(Viewer(ben), "potters").election_id is not None
