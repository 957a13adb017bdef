"""Appeals: others look again, in time or the measure goes; and who wins gets everything back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.moderation import actions, personal_data, queries
from commonhold.civic.moderation.decisions import ExpelMember, LiftMeasure
from commonhold.civic.moderation.models import Appeal, Draw
from commonhold.civic.moderation.models import Case as CaseRow
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    AppealedAlready,
    AppealOver,
    FactsMissing,
    MandateNeeded,
    NoSuchMeasure,
    NotTheNumber,
    OwnDecision,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.record import queries as record
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.leaving import forget
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.actions import publish_post, remove_post


def test_whoever_is_measured_appeals_and_another_person_gives_it_back(case: Case) -> None:
    made = case.measure("suspend", days=7)
    appealed = case.appeal(made)
    with pytest.raises(OwnDecision):
        case.review(appealed, upholds=False, by="ben")
    with pytest.raises(MandateNeeded):
        case.review(appealed, upholds=False, by="dev")
    case.review(appealed, upholds=False)
    assert case.state(made).end == "overturned"
    publish_post(case.who("finn"), text="Thank you", now=case.now)


def test_nobody_else_appeals_and_nobody_twice_at_once(case: Case) -> None:
    made = case.measure("limit", days=7)
    with pytest.raises(NoSuchMeasure):
        actions.appeal(case.who("dev"), measure_id=made, words="For him", now=case.now)
    with pytest.raises(FactsMissing):
        actions.appeal(case.who("finn"), measure_id=made, words=" ", now=case.now)
    with pytest.raises(NotTheNumber):
        case.appeal(made, commitment="seven")
    appealed = case.appeal(made)
    with pytest.raises(AppealedAlready):
        case.appeal(made)
    with pytest.raises(AnswerMissing):
        actions.review(case.who("caro"), appeal_id=appealed, upholds=True, reasons=" ", now=case.now)
    with pytest.raises(NoSuchMeasure):
        case.review(1, upholds=True)
    case.review(appealed, upholds=True)
    with pytest.raises(OwnDecision):
        case.review(appealed, upholds=False)


def test_an_appeal_is_in_time_in_its_last_second_and_late_in_the_next(case: Case) -> None:
    made = case.measure("label")
    case.coop.now = last_second(case, made)
    case.appeal(made)
    other = case.measure("cover", days=60)
    case.coop.now = last_second(case, other) + timedelta(seconds=1)
    with pytest.raises(AppealOver):
        case.appeal(other)


def last_second(case: Case, measure_id: int) -> datetime:
    until = case.state(measure_id).appeals_until
    assert until is not None
    return until


def test_where_the_law_is_the_ground_an_appeal_is_open_for_six_months(case: Case) -> None:
    made = case.measure("withhold", law="§ 126a StGB")
    assert case.state(made).appeals_until == case.now + timedelta(days=183)


def test_nobody_answers_in_time_and_the_measure_is_reversed_by_itself(case: Case) -> None:
    made = case.measure("suspend", days=14)
    case.appeal(made)
    case.coop.wait(days=7)
    assert case.state(made).end == "deadline"
    assert not people.is_suspended(case.who("finn"))


@pytest.mark.parametrize("kind", ["withhold", "suspend"])
def test_what_protects_somebody_goes_before_a_jury_instead(case: Case, kind: str) -> None:
    made = case.measure(kind, days=14 if kind == "suspend" else 0, safety=kind == "suspend")
    case.appeal(made)
    case.coop.wait(days=7, hours=1)
    assert case.state(made).end == ""
    assert Draw.objects.get(measure_id=made).level == 2
    assert record.leaves(kind="moderation.escalated", about=f"case:{case.id}")
    assert "moderation.escalated" in [
        each.kind for each in notifications.for_person(Viewer(case.who("caro")))
    ]


def test_with_one_holder_of_a_mandate_the_first_appeal_goes_to_a_jury(case: Case) -> None:
    sent = actions.report(case.who("caro"), about=f"post:{case.post}", words="Ugly", now=case.now)
    actions.open_case(case.who("ben"), report_id=sent, now=case.now)  # so Caro has a part in it
    made = case.measure("label")
    case.appeal(made)
    assert Appeal.objects.get().level == 2
    case.jury(made, upholding=0)
    assert case.state(made).end == "overturned"


def test_who_wins_before_the_second_jury_has_lost_nothing_for_good(case: Case) -> None:
    case.decides()
    made = case.measure("label")
    case.review(case.appeal(made), upholds=True)
    case.appeal(made)
    case.jury(made, upholding=3)
    assert case.state(made).end == ""
    case.appeal(made)
    case.jury(made, upholding=1)
    assert case.state(made).end == "overturned"
    assert posts.post(ANYONE, case.post).label == ""
    with pytest.raises(AppealOver):
        case.appeal(made)


def test_members_lift_a_measure_by_vote_while_it_is_in_force(case: Case) -> None:
    made = case.measure("suspend", days=14)
    case.appeal(made)
    case.decides(LiftMeasure(str(made)))
    assert (case.state(made).end, people.is_suspended(case.who("finn"))) == ("voted", False)
    case.coop.wait(days=14)
    assert case.state(made).end == "voted"
    with pytest.raises(NoSuchMeasure):
        LiftMeasure(str(made)).check(charter.current(), UNANIMOUS)


def test_a_member_is_expelled_by_vote_stays_until_she_can_appeal_no_more_and_then_goes(case: Case) -> None:
    made = case.measure("expel")
    finn = case.who("finn")
    assert case.state(made).since is None
    case.decides(ExpelMember(str(made)))
    assert (people.is_suspended(finn), people.is_member(finn)) == (True, True)
    case.coop.wait(days=31)
    assert members.member_of(finn) is None
    assert (case.state(made).end, people.is_suspended(finn)) == ("done", False)
    with pytest.raises(NoSuchMeasure):
        ExpelMember(str(made)).check(charter.current(), UNANIMOUS)


def test_an_expulsion_that_is_appealed_waits_and_ends_when_it_is_overturned(case: Case) -> None:
    made = case.measure("expel")
    case.decides(ExpelMember(str(made)))
    case.coop.wait(days=29)
    case.review(case.appeal(made), upholds=True)
    case.appeal(made)
    case.coop.wait(days=3)
    assert people.is_member(case.who("finn"))
    case.vote(Draw.objects.get().id, upholding=0)
    assert case.state(made).end == "overturned"
    case.coop.wait(days=60)
    assert people.is_member(case.who("finn"))
    assert not people.is_suspended(case.who("finn"))


def test_a_case_about_a_deleted_post_goes_on_with_its_copy(case: Case) -> None:
    remove_post(case.who("finn"), post_id=case.post, now=case.now)
    made = case.measure("suspend", days=3)
    case.review(case.appeal(made), upholds=True)
    assert CaseRow.objects.get().copy["text"] == "You are all fools"


def test_evidence_is_frozen_until_nothing_can_be_appealed_also_of_who_leaves(case: Case) -> None:
    made = case.measure("label")
    case.appeal(made)
    forget(case.who("finn"), now=case.now)
    assert CaseRow.objects.get().copy["text"] == "You are all fools"
    case.review(Appeal.objects.get().id, upholds=True)
    case.coop.wait(days=80)
    row = CaseRow.objects.get()
    assert (row.closed_at is not None, row.copy, case.state(made).end) == (True, {}, "")


def test_one_reads_ones_measures_in_ones_own_files(case: Case) -> None:
    made = case.measure("label")
    case.appeal(made)
    (mine,) = personal_data.export_of(case.who("finn"))["measures"]
    assert (mine["kind"], mine["facts"]) == ("label", "He called us fools.")
    assert mine["appeals"][0]["words"] == "It was a joke."
    assert str(case.who("ben")) not in str(mine)


def test_auditors_alone_read_who_decided(case: Case) -> None:
    case.review(case.appeal(case.measure("label")), upholds=True)
    assert queries.who_decided(Viewer(case.who("finn")), case.id, now=case.now) == []
    assert queries.who_decided(ANYONE, case.id, now=case.now) == []
    case.decides(AppointMandate(str(case.who("hana")), Role.AUDITOR))
    told = queries.who_decided(Viewer(case.who("hana")), case.id, now=case.now)
    assert [(each.what, each.person.id) for each in told] == [
        ("took", case.who("ben")),
        ("reviewed", case.who("caro")),
    ]


def test_who_came_along_suspended_stays_so_when_a_measure_of_ours_ends(case: Case) -> None:
    finn = case.who("finn")
    came = Community.objects.create(id=1, domain="old.example", state=Community.State.DONE, begun_at=case.now)
    arrival = Arrival.objects.create(
        id=2,
        community=came,
        person_id=finn,
        source=7,
        is_suspended=True,
        arrived_at=case.now,
        claimed_at=case.now,
    )
    grant_standing(person_id=finn, kind=Standing.Kind.SUSPENDED, now=case.now)
    made = case.measure("suspend", days=7)
    case.coop.wait(days=8)
    assert (case.state(made).end, people.is_suspended(finn)) == ("time", True)
    Arrival.objects.filter(id=arrival.id).update(freed_at=case.now)
    other = case.measure("suspend", days=7)
    case.coop.wait(days=8)
    assert (case.state(other).end, people.is_suspended(finn)) == ("time", False)
