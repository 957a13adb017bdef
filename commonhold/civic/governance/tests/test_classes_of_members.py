"""What a member's class lets her do in votes, mandates and elections, and who may move her."""

from __future__ import annotations

from itertools import count

import pytest

from commonhold.civic.governance import mandates as giving
from commonhold.civic.governance.actions.move_member import move_member
from commonhold.civic.governance.actions.options import leave_ballots_without_right, offer_option, stand
from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import AppointMandate, Resolve
from commonhold.civic.governance.models import OptionRow, Seat
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.civic.members import moving
from commonhold.civic.members import queries as members
from commonhold.civic.members.decisions import SetClass
from commonhold.civic.members.news import MemberMoved
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer

WORKERS = SetClass("workers", "Workers", joins=0)
FRIENDS = SetClass("friends", "Friends", votes=0, proposes=0, stands=0)
QUIET = SetClass("quiet", "Quiet members", proposes=0)
_NUMBERS = count(1)


def decide(coop: Coop, *decisions: Decision) -> str:
    return enact(decisions, reference=f"proposal:{next(_NUMBERS)}", rule=UNANIMOUS, now=coop.now).reason


@pytest.fixture
def classed(coop: Coop) -> Coop:
    """Ben holds the membership mandate."""
    assert decide(coop, WORKERS, FRIENDS, QUIET) == ""
    decide(coop, AppointMandate(str(coop.ids["ben"]), "membership"))
    return coop


def moved(coop: Coop, name: str, to: str) -> None:
    moving.move(coop.ids[name], to=to, by=None, reference="proposal:1", now=coop.now)
    coop.wait(days=7)


def test_a_member_without_a_vote_has_no_seat_and_casts_no_ballot(classed):
    moved(classed, "caro", "friends")
    made = classed.open()
    assert not Seat.objects.filter(poll_id=made, person_id=classed.ids["caro"]).exists()
    assert Seat.objects.filter(poll_id=made).count() == 11
    with pytest.raises(Refusal, match="on the roll"):
        cast_ballot(classed.ids["caro"], proposal_id=made, choice="yes", now=classed.now)
    with pytest.raises(Refusal, match="with a ballot"):
        classed.open(by="caro")


def test_the_roll_carries_the_class_and_a_move_after_notice_changes_nothing_on_it(classed):
    moved(classed, "caro", "workers")
    made = classed.open()
    moving.move(classed.ids["caro"], to="members", by=None, reference="proposal:1", now=classed.now)
    assert Seat.objects.get(poll_id=made, person_id=classed.ids["caro"]).class_key == "workers"
    assert Seat.objects.get(poll_id=made, person_id=classed.ids["ada"]).class_key == "members"


def test_a_class_that_does_not_propose_still_votes(classed):
    moved(classed, "caro", "quiet")
    with pytest.raises(Refusal, match="others propose"):
        draft_proposal(
            classed.ids["caro"], title="Quiet hours", decisions=[Resolve("Rest.")], now=classed.now
        )
    asked = Asked(kind=Kind.CHOICE)
    made = draft_proposal(classed.ids["ada"], title="Which?", asked=asked, now=classed.now)
    classed_open = classed.open()
    classed.vote(classed_open, caro="yes")
    with pytest.raises(Refusal):
        offer_option(classed.ids["caro"], proposal_id=made, title="Rest", now=classed.now)


def test_a_class_that_holds_no_office_stands_for_none_and_gives_back_what_it_holds(classed):
    decide(classed, AppointMandate(str(classed.ids["caro"]), "board"))
    asked = Asked(kind=Kind.ELECTION, role="treasurer")
    made = draft_proposal(classed.ids["caro"], title="Treasurer", asked=asked, now=classed.now)
    stand(classed.ids["caro"], proposal_id=made, now=classed.now)
    moved(classed, "caro", "friends")
    assert not mandates.holders(Role.BOARD, at=classed.now)
    assert OptionRow.objects.get(proposal_id=made).withdrawn_at is not None
    with pytest.raises(Refusal, match="hold no office"):
        draft_proposal(
            classed.ids["ada"],
            title="Caro once more",
            decisions=[AppointMandate(str(classed.ids["caro"]), "board")],
            now=classed.now,
        )


def test_a_class_that_may_stand_keeps_its_mandates(classed):
    decide(classed, AppointMandate(str(classed.ids["caro"]), "board"))
    moved(classed, "caro", "workers")
    assert [each.person_id for each in mandates.holders(Role.BOARD, at=classed.now)] == [classed.ids["caro"]]


def test_a_second_word_of_a_move_takes_nothing_more(classed):
    """What must happen may be told twice."""
    asked = Asked(kind=Kind.ELECTION, role="treasurer")
    made = draft_proposal(classed.ids["caro"], title="Treasurer", asked=asked, now=classed.now)
    stand(classed.ids["caro"], proposal_id=made, now=classed.now)
    moved(classed, "caro", "workers")
    for hear in (giving.lapse_without_right, leave_ballots_without_right):
        hear(MemberMoved(classed.ids["caro"]), classed.now)
    assert OptionRow.objects.get(proposal_id=made).withdrawn_at is None


def test_the_membership_mandate_moves_a_member_with_a_reason_on_the_record(classed):
    move_member(
        classed.ids["ben"], person_id=classed.ids["caro"], to="workers", because="Hired.", now=classed.now
    )
    [latest, *_] = members.belongings(Viewer(classed.ids["ada"]), classed.ids["caro"])
    assert (latest.class_key, latest.by, latest.because) == ("workers", classed.ids["ben"], "Hired.")
    assert latest.reference.startswith("mandate:")
    assert b"Hired" not in bytes(Leaf.objects.filter(kind="members.belongs").latest("id").data)


def test_nobody_else_moves_a_member_and_nobody_without_a_reason(classed):
    with pytest.raises(Refusal):
        move_member(
            classed.ids["ada"], person_id=classed.ids["caro"], to="workers", because="Hired.", now=classed.now
        )
    with pytest.raises(Refusal, match="Say why"):
        move_member(
            classed.ids["ben"], person_id=classed.ids["caro"], to="workers", because=" ", now=classed.now
        )
    assert members.member_of(classed.ids["caro"]).class_key == "members"


def test_no_mandate_takes_a_ballot_away(classed):
    with pytest.raises(Refusal, match="ballot away"):
        move_member(
            classed.ids["ben"], person_id=classed.ids["caro"], to="friends", because="Away.", now=classed.now
        )
