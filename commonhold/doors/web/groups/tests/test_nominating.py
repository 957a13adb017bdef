"""Asking a member to stand, on the page of an election."""

from __future__ import annotations

from commonhold.doors.web.people.tests.test_said import ada, as_person, ben
from commonhold.ground.clock import queries as clock
from commonhold.social.groups import election_queries
from commonhold.social.groups.actions import elections
from commonhold.social.people.queries import Viewer
from tests.cast import make_group_of, make_person

__all__ = ["ada", "ben"]


def test_a_member_is_asked_by_her_name_and_who_is_no_member_is_not(ada: int, ben: int) -> None:
    now = clock.now()
    caro, _dev = make_person("caro"), make_person("dev")
    group_id = make_group_of(ada, ben, caro)
    for each in (ada, ben, caro):
        elections.call_election(each, group_id=group_id, now=now)
    (election,) = election_queries.elections(Viewer(ada), group_id, now=now)
    page = f"/g/group{ada}/elections/{election.id}"
    hers = as_person(ada)
    assert hers.post(f"{page}/nominate", {"person": "@Caro"})["Location"] == page
    for name, words in (
        ("dev", "They don&#x27;t belong to this group"),
        ("nobody", "Nobody here has that name"),
    ):
        refused = hers.post(f"{page}/nominate", {"person": name})
        assert refused.status_code == 400
        assert words in refused.content.decode()
        assert f'value="{name}"' in refused.content.decode()
    asked = election_queries.election(Viewer(ada), election.id, now=now).candidates
    assert [each.person.id for each in asked] == [caro]
