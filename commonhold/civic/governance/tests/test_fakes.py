"""A membership that may be nobody's: the concerned are heard, members vote, and it has consequences."""

from __future__ import annotations

import json

import pytest

from commonhold.civic.governance.actions.delegate import delegate
from commonhold.civic.governance.actions.hearings import close_hearing, close_review, open_hearing
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.fakes import FindFake
from commonhold.civic.governance.models import CountSheet, SealedBallot, Seat
from commonhold.civic.governance.tests.sealing import under_vote
from commonhold.civic.members import actions as members
from commonhold.civic.members import personal_data, queries
from commonhold.civic.members.decisions import LiftVouchingPause
from commonhold.civic.members.models import Review, Vouch, VouchingPause
from commonhold.civic.members.refusals import (
    HeardAlready,
    HearingOver,
    MembersOnly,
    NoSuchHearing,
    NoSuchPause,
    NoSuchReview,
    NotConcerned,
    ReasonNeeded,
    StillHeard,
    TextLength,
    VouchingPaused,
)
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person

WHY = "Two accounts that always write within the same minute, from one address."


@pytest.fixture
def town(coop):
    """ada is on the panel; ben and caro vouched for zoe, who vouched for yan with dev."""
    decided = [AppointMandate(str(coop.ids["ada"]), "membership")]
    assert enact(decided, reference="test:panel", rule=UNANIMOUS, now=coop.now).done
    coop.ids["zoe"] = brought(coop, "zoe", "ben", "caro")
    coop.wait(days=8)
    coop.ids["yan"] = brought(coop, "yan", "zoe", "caro")
    return coop


def brought(coop, name: str, *vouchers: str) -> int:
    person = make_person(name, now=coop.now)
    made = members.apply(person, statement="Let me in.", now=coop.now)
    for each in vouchers:
        members.vouch(coop.ids[each], application_id=made, now=coop.now)
    members.admit(made, now=coop.now)
    return person


def doubt(coop, name: str) -> int:
    return open_hearing(coop.ids["ada"], person_id=coop.ids[name], statement=WHY, now=coop.now)


def found(coop, name: str) -> int:
    hearing = doubt(coop, name)
    coop.wait(days=7)
    decided = [FindFake(str(hearing))]
    assert enact(decided, reference=f"proposal:{hearing}", rule=UNANIMOUS, now=coop.now).done
    jobs.tick(coop.now)
    return hearing


def told(coop, name: str) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(coop.ids[name]))]


def test_the_concerned_are_told_and_answer_and_only_then_can_members_be_asked(town):
    hearing = doubt(town, "zoe")
    for name in ("zoe", "ben", "caro"):
        assert told(town, name)[0] == "members.hearing"
    with pytest.raises(StillHeard):
        town.open(FindFake(str(hearing)), title="Membership 13")
    members.answer_hearing(town.ids["zoe"], hearing_id=hearing, text="I share a flat.", now=town.now)
    members.answer_hearing(
        town.ids["zoe"], hearing_id=hearing, text="I share a flat and a line.", now=town.now
    )
    members.answer_hearing(town.ids["ben"], hearing_id=hearing, text="I had tea with her.", now=town.now)
    seen = queries.hearing(Viewer(town.ids["hana"]), hearing)
    assert [each.text for each in seen.answers] == ["I share a flat and a line.", "I had tea with her."]
    assert (seen.may_answer, seen.is_decidable) == (False, False)
    town.wait(days=7)
    assert queries.hearing(Viewer(town.ids["zoe"]), hearing).is_decidable
    made = town.open(FindFake(str(hearing)), title="Membership 13")
    assert made
    members.answer_hearing(town.ids["caro"], hearing_id=hearing, text="So did I.", now=town.now)


def test_who_may_read_answer_open_and_close(town):
    with pytest.raises(Refusal, match="mandate"):
        open_hearing(town.ids["ben"], person_id=town.ids["zoe"], statement=WHY, now=town.now)
    with pytest.raises(TextLength):
        open_hearing(town.ids["ada"], person_id=town.ids["zoe"], statement="Hm.", now=town.now)
    with pytest.raises(MembersOnly):
        open_hearing(town.ids["ada"], person_id=make_person("gus"), statement=WHY, now=town.now)
    hearing = doubt(town, "zoe")
    with pytest.raises(HeardAlready):
        doubt(town, "zoe")
    for stranger in (ANYONE, Viewer(make_person("otto"))):
        with pytest.raises(NoSuchHearing):
            queries.hearing(stranger, hearing)
        assert queries.open_hearings(stranger) == []
    assert [each.id for each in queries.open_hearings(Viewer(town.ids["hana"]))] == [hearing]
    with pytest.raises(NotConcerned):
        members.answer_hearing(town.ids["hana"], hearing_id=hearing, text="No.", now=town.now)
    with pytest.raises(TextLength):
        members.answer_hearing(town.ids["zoe"], hearing_id=hearing, text=" ", now=town.now)
    with pytest.raises(Refusal, match="mandate"):
        close_hearing(town.ids["ben"], hearing_id=hearing, now=town.now)
    close_hearing(town.ids["ada"], hearing_id=hearing, now=town.now)
    for act in (
        lambda: close_hearing(town.ids["ada"], hearing_id=hearing, now=town.now),
        lambda: members.answer_hearing(town.ids["zoe"], hearing_id=hearing, text="Yes.", now=town.now),
        lambda: FindFake(str(hearing)).check(charter.current(), UNANIMOUS),
    ):
        with pytest.raises(HearingOver):
            act()
    with pytest.raises(NoSuchHearing):
        FindFake("no number").check(charter.current(), UNANIMOUS)


def test_a_finding_ends_the_membership_and_stands_on_the_record(town):
    hearing = found(town, "zoe")
    assert queries.member_of(town.ids["zoe"]) is None
    bodies = [json.loads(bytes(each.data)) for each in Leaf.objects.filter(kind="members.found-fake")]
    assert [each["body"] for each in bodies] == [{"number": 13, "reference": f"proposal:{hearing}"}]
    assert told(town, "zoe")[0] == "members.found-fake"
    assert queries.hearing(Viewer(town.ids["zoe"]), hearing).found_by == f"proposal:{hearing}"


def test_vouchers_are_warned_then_vouch_for_nobody_for_months_each_a_dated_row(town):
    hearing = found(town, "zoe")
    ben = Viewer(town.ids["ben"])
    [warning] = queries.my_pauses(ben)
    assert (warning.is_warning, warning.hearing_id) == (True, hearing)
    assert queries.vouching_paused_until(town.ids["ben"], at=town.now) is None
    town.ids["xia"] = brought(town, "xia", "ben", "hana")
    second = found(town, "xia")
    pause, _warning = queries.my_pauses(ben)
    assert (pause.is_warning, pause.hearing_id) == (False, second)
    assert (pause.until - pause.at).days in range(180, 185)
    other = members.apply(make_person("wim", now=town.now), statement="Hello.", now=town.now)
    with pytest.raises(VouchingPaused):
        members.vouch(town.ids["ben"], application_id=other, now=town.now)
    members.vouch(town.ids["ben"], application_id=other, now=pause.until)
    assert queries.my_pauses(Viewer(town.ids["dev"])) == []
    assert [each.is_warning for each in queries.all_pauses(Viewer(town.ids["ada"]))] == [
        True,
        False,
        True,
        True,
    ]


def test_a_vote_lifts_it_and_then_it_does_not_count(town):
    found(town, "zoe")
    [warning] = queries.my_pauses(Viewer(town.ids["ben"]))
    lift = LiftVouchingPause(str(warning.id))
    assert lift.words() == "Let member 2 vouch again"
    assert enact([lift], reference="proposal:7", rule=UNANIMOUS, now=town.now).done
    assert queries.my_pauses(Viewer(town.ids["ben"]))[0].lifted_at == town.now
    for gone in (lift, LiftVouchingPause("x"), LiftVouchingPause("1")):
        with pytest.raises(NoSuchPause):
            gone.check(charter.current(), UNANIMOUS)
    town.ids["xia"] = brought(town, "xia", "ben", "hana")
    found(town, "xia")
    assert queries.my_pauses(Viewer(town.ids["ben"]))[0].is_warning


def test_whom_the_fake_vouched_for_the_panel_looks_at_and_its_open_vouches_end(town):
    waiting = members.apply(make_person("wim", now=town.now), statement="Hello.", now=town.now)
    town.wait(days=8)
    members.vouch(town.ids["zoe"], application_id=waiting, now=town.now)
    found(town, "zoe")
    assert Vouch.objects.get(application_id=waiting).ended == "fake"
    assert "members.review" in told(town, "ada")
    [review] = queries.open_reviews(Viewer(town.ids["ada"]))
    assert (review.person.id, review.fake_number) == (town.ids["yan"], 13)
    with pytest.raises(Refusal, match="mandate"):
        close_review(town.ids["ben"], review_id=review.id, note="Fine.", now=town.now)
    with pytest.raises(ReasonNeeded):
        close_review(town.ids["ada"], review_id=review.id, note=" ", now=town.now)
    with pytest.raises(TextLength):
        close_review(town.ids["ada"], review_id=review.id, note="x" * 501, now=town.now)
    close_review(town.ids["ada"], review_id=review.id, note="Met him in the yard.", now=town.now)
    with pytest.raises(NoSuchReview):
        close_review(town.ids["ada"], review_id=review.id, note="Again.", now=town.now)
    assert Review.objects.get().closed_by_id == town.ids["ada"]


def test_its_ballots_in_open_votes_are_taken_out_and_it_carries_nobody(town):
    hearing = doubt(town, "zoe")
    town.wait(days=7)
    delegate(town.ids["dev"], to=town.ids["zoe"], now=town.now)
    made = town.open()
    town.vote(made, ada="yes", ben="yes", caro="yes", zoe="no")
    assert enact([FindFake(str(hearing))], reference="proposal:1", rule=UNANIMOUS, now=town.now).done
    assert SealedBallot.objects.filter(seat__poll_id=made).count() == 3
    leaves = Leaf.objects.filter(kind="governance.seat-emptied")
    assert [json.loads(bytes(each.data))["body"]["proposal"] for each in leaves] == [str(made)]
    with pytest.raises(Refusal, match="left"):
        town.vote(made, zoe="no")
    town.wait(days=4)
    sheet = CountSheet.objects.get(poll_id=made)
    assert (sheet.yes, sheet.no, sheet.cast, sheet.base) == (3, 0, 3, 13)
    assert not Seat.objects.get(poll_id=made, person_id=town.ids["dev"]).voted
    assert not Seat.objects.get(poll_id=made, person_id=town.ids["zoe"]).voted


def test_its_ballots_leave_the_box_of_a_sealed_vote_whose_files_still_verify(coop, tmp_path):
    decided = [AppointMandate(str(coop.ids["ada"]), "membership")]
    assert enact(decided, reference="test:panel", rule=UNANIMOUS, now=coop.now).done
    hearing = doubt(coop, "finn")
    vote = under_vote(coop, "ada", "ben", "finn", "hana")
    yes, no = [1, 0, 0], [0, 1, 0]
    vote.cast(ada=yes, ben=yes, finn=no, hana=no)
    vote.cast(finn=yes)
    assert enact([FindFake(str(hearing))], reference="proposal:1", rule=UNANIMOUS, now=coop.now).done
    coop.wait(days=4)
    vote.open_count("ben", "caro")
    sheet = CountSheet.objects.get(poll_id=vote.id)
    assert (sheet.yes, sheet.no) == (2, 1)
    assert vote.verdict(tmp_path / "bundle").ok
    assert not Seat.objects.get(poll_id=vote.id, person_id=coop.ids["finn"]).voted


def test_what_was_counted_before_stays(town):
    made = town.open()
    town.vote(made, ada="yes", zoe="no")
    town.wait(days=4)
    found(town, "zoe")
    sheet = CountSheet.objects.get(poll_id=made)
    assert (sheet.yes, sheet.no) == (1, 1)
    assert Seat.objects.get(poll_id=made, person_id=town.ids["zoe"]).voted


def test_of_who_left_meanwhile_there_is_nothing_to_find(town):
    hearing = doubt(town, "zoe")
    town.wait(days=7)
    members.leave(town.ids["zoe"], now=town.now)
    with pytest.raises(MembersOnly):
        FindFake(str(hearing)).check(charter.current(), UNANIMOUS)


def test_words_are_taken_along_and_erased(town):
    hearing = doubt(town, "zoe")
    members.answer_hearing(town.ids["zoe"], hearing_id=hearing, text="I am real.", now=town.now)
    kept = personal_data.export_of(town.ids["zoe"])
    assert kept["hearings"][0]["statement"] == WHY
    assert kept["answers_in_hearings"][0]["text"] == "I am real."
    personal_data.erase(town.ids["zoe"], town.now)
    kept = personal_data.export_of(town.ids["zoe"])
    assert (kept["hearings"][0]["statement"], kept["answers_in_hearings"][0]["text"]) == ("", "")
    assert VouchingPause.objects.count() == 0
