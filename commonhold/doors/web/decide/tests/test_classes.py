"""Classes of members on the pages: proposed, shown, chosen, and counted by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import Resolve, SetParameter, SetRule
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_votes_by_class import USERS, WORKERS, decide
from commonhold.civic.members import actions as membership
from commonhold.civic.members import moving
from commonhold.civic.members import queries as members
from commonhold.civic.members.decisions import EndClass, MoveMember, SetClass
from commonhold.doors.web.decide.tests.conftest import Member, give, said_in
from commonhold.doors.web.decide.tests.test_proposing import HOW, brings
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions as people
from rulebook.verifying import verify

RIGHTS = {"votes": "on", "proposes": "on", "stands": "on", "apart": "on", "weight": "1"}


@pytest.fixture
def classed(coop: Coop) -> Coop:
    """Workers, whom nobody joins by herself; friends without a vote."""
    workers = SetClass("workers", "Workers", "Who is paid for working here.", joins=0)
    assert decide(coop, workers, SetClass("friends", "Friends", votes=0, stands=0)) == ""
    return coop


@pytest.fixture
def by_class(classed: Coop) -> Coop:
    """Eleven workers more, and resolutions that need both classes."""
    assert decide(classed, SetRule(Resolve.kind, "classes")) == ""
    for name in WORKERS:
        classed.ids[name] = people.create_person(
            login_id=None, handle=name, display_name=name, now=classed.now
        )
        membership.enrol(
            classed.ids[name], branch=1, class_key="workers", votes_from=classed.now, now=classed.now
        )
    return classed


def test_a_class_is_proposed_and_changed_through_a_form(classed: Coop, ada: Member) -> None:
    page = ada.sees("/decide/new?change=classes.table&class_key=workers")
    assert 'value="Workers"' in page
    made = brings(ada, change="classes.table", class_key="cooks", name="Cooks", **RIGHTS)
    assert made.decisions == [SetClass("cooks", "Cooks", joins=0)]
    assert made.rule == "special"
    refused = ada.sends(
        "/decide/new",
        status=400,
        change="classes.table",
        class_key="cooks",
        name="Cooks",
        title="Too heavy",
        weight="1001",
        step="notice",
        **HOW,
    )
    assert said_in(refused)


def test_a_rule_is_proposed_through_a_form_and_stands_in_the_charter(classed: Coop, ada: Member) -> None:
    made = brings(ada, change="deciding.rules", about="treasury.dues_cents", rule="consent", asks="consent")
    assert made.decisions == [SetRule("treasury.dues_cents", "consent")]
    assert decide(classed, *made.decisions) == ""
    page = ada.sees("/charter")
    assert "All members by consent" in page
    assert "change=deciding.rules&amp;about=treasury.dues_cents" in page
    assert "Who is paid for working here." in page


def test_moving_and_ending_have_forms(classed: Coop, ada: Member) -> None:
    made = brings(ada, kind="move", person_id=str(classed.ids["ben"]), to="workers")
    assert made.decisions == [MoveMember(str(classed.ids["ben"]), "workers")]
    made = brings(ada, kind="end-class", class_key="friends")
    assert made.decisions == [EndClass("friends")]


def test_the_list_of_members_says_who_is_what_and_who_has_no_vote(classed: Coop, ada: Member) -> None:
    moving.move(classed.ids["ben"], to="friends", by=None, reference="proposal:1", now=classed.now)
    page = ada.sees("/members")
    assert "Friends" in page
    assert "without a vote" in page
    assert "by a vote" in ada.sees("/members/2")


def test_with_a_single_class_no_page_speaks_of_classes(coop: Coop, ada: Member) -> None:
    assert 'data-label="Class"' not in ada.sees("/members")
    assert "another class" not in ada.sees("/join")


def test_a_member_goes_over_to_an_open_class_by_herself(classed: Coop, ada: Member) -> None:
    assert "Go over to another class" in ada.sees("/join")
    ada.sends("/members/move", to="friends")
    assert "Your class has no vote." in ada.sees("/join")
    assert "by her own choice" in ada.sees("/members/1")
    ada.sends("/members/move", status=403, to="workers")


def test_whoever_welcomes_members_moves_them_with_a_reason(classed: Coop, ada: Member) -> None:
    assert "Move to another class" not in ada.sees("/members/2")
    give(classed, "ada", "membership")
    assert "Move to another class" in ada.sees("/members/2")
    refused = ada.sends("/members/2", status=400, to="friends", because="She asked me.")
    assert "ballot away" in refused
    ada.sends("/members/2", to="workers", because="Hired in May.")
    assert "Hired in May." in ada.sees("/members/2")
    assert "by Ada, under the membership mandate" in ada.sees("/members/2")


def test_members_pages_are_for_members(classed: Coop, ada: Member) -> None:
    ada.sees("/members/999", status=404)
    assert Client().get("/members/1").status_code == 302
    membership.leave(ada.id, now=classed.now)
    ada.sees("/members/2", status=404)


def test_newcomers_choose_as_what_they_join(classed: Coop) -> None:
    classed.ids["gus"] = people.create_person(
        login_id=None, handle="gus", display_name="Gus", now=classed.now
    )
    gus = Member(classed, "gus")
    page = gus.sees("/join")
    assert "As which kind of member" in page
    assert "Workers" not in page
    gus.sends("/join/apply", statement="I bake.", class_key="friends")
    [asked] = members.applicants()
    assert "wants to belong to: Friends" in gus.sees(f"/join/{asked.application_id}")


def counted(coop: Coop, *, workers: int, noes: int = 0) -> int:
    """A resolution that all users and so many workers answered."""
    ada = Member(coop, "ada")
    made = brings(ada, kind="resolve", resolution="We plant a quince.").id
    for number, name in enumerate([*USERS, *WORKERS[:workers]]):
        choice = "no" if number >= len(USERS) + workers - noes else "yes"
        cast_ballot(coop.ids[name], proposal_id=made, choice=choice, now=clock.now())
    coop.wait(days=5)
    return made


def bundle(client: Client, proposal_id: int, folder: Path) -> Path:
    file = folder / "count.json"
    file.write_bytes(client.get(f"/decide/{proposal_id}/count.json").content)
    return file


def test_the_count_shows_each_class_and_anybody_counts_it_again(by_class: Coop, tmp_path: Path) -> None:
    made = counted(by_class, workers=11, noes=2)
    page = Client().get(f"/decide/{made}").content.decode()
    for words in ("By classes of members", "agrees", "--method classes", "Members 12, Workers 11"):
        assert words in page
    verdict = verify(bundle(Client(), made, tmp_path))
    assert verdict.bad is None
    by_class_found: Any = verdict.found["by_class"]
    assert by_class_found["workers"] == {"yes": 9, "no": 2, "abstain": 0}
    written: dict[str, Any] = json.loads(Client().get(f"/decide/{made}/ballots.json").content)
    assert (written["kind"], [each["base"] for each in written["classes"]]) == ("classes", [12, 11])


def test_of_a_class_of_few_voters_the_page_tells_the_outcome_alone(by_class: Coop, tmp_path: Path) -> None:
    give(by_class, "ben", "auditor")
    made = counted(by_class, workers=5, noes=1)
    page = Client().get(f"/decide/{made}").content.decode()
    assert "nothing is shown but the outcome" in page
    assert "By classes of members</caption>" not in page
    assert "auditors alone" in str(verify(bundle(Client(), made, tmp_path)).bad)
    assert b"yes" not in Client().get(f"/decide/{made}/ballots.json").content
    auditor = Member(by_class, "ben").client
    assert verify(bundle(auditor, made, tmp_path)).bad is None


def test_weighed_classes_show_what_a_vote_weighs(by_class: Coop) -> None:
    decide(by_class, SetParameter("classes.counting", "weighed"), SetParameter("classes.cap", "1/2"))
    made = counted(by_class, workers=11)
    page = Client().get(f"/decide/{made}").content.decode()
    for words in ("Power of the class", "50.0 %", "As votes weigh: 100.0 %"):
        assert words in page
