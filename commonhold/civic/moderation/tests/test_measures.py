"""Measures: the least that is enough, with reasons, for a time, and given back at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Case as CaseRow
from commonhold.civic.moderation.models import Measure, Report
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    CaseClosed,
    EnoughForToday,
    FactsMissing,
    GroundMissing,
    MandateNeeded,
    MeasuredAlready,
    NoSuchCase,
    NoSuchMeasure,
    NoSuchReport,
    NotForThis,
    NotYours,
    OnlyStrangers,
    OwnMatter,
    ReportAnswered,
    RuleChanged,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.civic.payments import queries as payments
from commonhold.ground.jobs.actions import run_due
from commonhold.ground.record import queries as record
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import actions as people_actions
from commonhold.social.people import queries as people
from commonhold.social.people.actions import block
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import Suspended
from commonhold.social.posts import queries as posts
from commonhold.social.posts import restrictions
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.visibility import visible_posts


def told(case: Case, name: str) -> list[str]:
    run_due(case.now)
    return [each.kind for each in notifications.for_person(Viewer(case.who(name)))]


def test_reports_of_one_thing_become_one_case_and_everybody_is_answered(case: Case) -> None:
    for name in ("dev", "hana"):
        sent = actions.report(case.who(name), about=f"post:{case.post}", words="Me too", now=case.now)
    assert actions.open_case(case.who("caro"), report_id=sent, answer="We look.", now=case.now) == case.id
    assert CaseRow.objects.get().reports.count() == 3
    (mine,) = queries.reports_of(Viewer(case.who("dev")))
    assert (mine.outcome, mine.answer) == ("kept", "We look.")
    with pytest.raises(ReportAnswered):
        actions.open_case(case.who("caro"), report_id=sent, now=case.now)


def test_whoever_reported_or_is_reported_or_is_blocked_judges_nothing(case: Case) -> None:
    dev = case.who("dev")
    sent = actions.report(case.who("caro"), about=f"post:{case.post}", words="Ugly", now=case.now)
    actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    with pytest.raises(OwnMatter):
        case.measure("nudge", by="caro")
    with pytest.raises(MandateNeeded):
        case.measure("nudge", by="dev")
    with pytest.raises(MandateNeeded):
        actions.open_case(dev, report_id=0, now=case.now)
    block(case.who("finn"), person_id=case.who("ben"), now=case.now)
    with pytest.raises(OwnMatter):
        case.measure("nudge", by="ben")


@pytest.mark.parametrize(
    ("kind", "days", "does"),
    [
        ("label", 0, lambda case: posts.post(ANYONE, case.post).label == "Unkind"),
        ("cover", 7, lambda case: posts.post(ANYONE, case.post).is_sensitive),
        ("deprioritise", 7, lambda case: restrictions.deprioritised([case.post]) == {case.post}),
        ("no-recommendation", 7, lambda case: restrictions.not_recommended([case.post]) == {case.post}),
        ("limit", 7, lambda case: people.is_limited(case.who("finn"))),
        ("suspend", 7, lambda case: people.is_suspended(case.who("finn"))),
        ("withhold", 0, lambda case: not visible_posts(ANYONE).filter(id=case.post).exists()),
    ],
)
def test_each_measure_does_what_it_says_and_gives_it_back(case: Case, kind: str, days: int, does) -> None:
    assert not does(case)
    made = case.measure(kind, days=days)
    assert does(case)
    if days:
        case.coop.wait(days=days)
        assert case.state(made).end == "time"
    else:
        actions.lift_measure(case.who("caro"), measure_id=made, now=case.now)
        assert case.state(made).end == "lifted"
    assert not does(case)
    assert "moderation.measured" in told(case, "finn")
    assert "moderation.measure-ended" in told(case, "finn")


def test_a_nudge_is_a_word_and_no_more(case: Case) -> None:
    made = case.measure("nudge")
    assert case.state(made).end == "done"
    assert told(case, "finn") == ["moderation.measured"]
    assert "moderation.acted" in told(case, "ada")


def test_while_somebody_is_suspended_what_she_is_owed_is_held(case: Case) -> None:
    made = case.measure("suspend", days=7)
    assert payments.is_held(Viewer(case.who("finn")))
    with pytest.raises(Suspended):
        publish_post(case.who("finn"), text="Again", now=case.now)
    actions.lift_measure(case.who("ben"), measure_id=made, now=case.now)
    assert not payments.is_held(Viewer(case.who("finn")))


def test_two_measures_that_do_the_same_end_one_by_one(case: Case) -> None:
    first = case.measure("suspend", days=3)
    other = publish_post_of_before(case)
    second = actions.take_measure(
        case.who("ben"),
        case_id=other,
        kind="suspend",
        reasons=Reasons("Again.", queries.rules()[0]),
        days=10,
        now=case.now,
    )
    case.coop.wait(days=3)
    assert (case.state(first).end, case.state(second).end) == ("time", "")
    assert people.is_suspended(case.who("finn"))
    case.coop.wait(days=7)
    assert not people.is_suspended(case.who("finn"))


def publish_post_of_before(case: Case) -> int:
    """Another case of Finn's: about herself, since she can't write now."""
    sent = actions.report(case.who("dev"), about=f"person:{case.who('finn')}", words="Her", now=case.now)
    return actions.open_case(case.who("ben"), report_id=sent, now=case.now)


def test_what_one_human_may_not_do_her_other_profile_may_not_either(case: Case) -> None:
    person = people_actions.open_account(
        email="lou@example.org",
        password="nine green apples",
        handle="lou",
        display_name="Lou",
        confirmed=True,
        now=case.now,
    )
    other = people_actions.add_profile(person, handle="lou2", display_name="Lou two", now=case.now)
    sent = actions.report(case.who("dev"), about=f"person:{person}", words="Spam", now=case.now)
    made = actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    said = publish_post(other, text="Buy this", now=case.now)
    closed = actions.take_measure(
        case.who("ben"),
        case_id=made,
        kind="close",
        reasons=Reasons("Spam.", queries.rules()[3]),
        now=case.now,
    )
    assert people.is_suspended(person)
    assert people.is_suspended(other)
    assert restrictions.withheld([said]) == {said}
    actions.lift_measure(case.who("ben"), measure_id=closed, now=case.now)
    assert restrictions.withheld([said]) == set()


@pytest.mark.parametrize(
    ("kind", "days", "refusal"),
    [
        ("close", 0, OnlyStrangers),
        ("nothing", 0, NotForThis),
        ("block", 0, GroundMissing),
        ("suspend", 0, FactsMissing),
        ("suspend", 400, FactsMissing),
    ],
)
def test_what_is_not_for_this_case_is_refused(case: Case, kind: str, days: int, refusal) -> None:
    with pytest.raises(refusal):
        case.measure(kind, days=days)
    assert not Measure.objects.exists()


def test_a_measure_has_facts_and_a_ground(case: Case) -> None:
    def take(reasons: Reasons) -> None:
        actions.take_measure(case.who("ben"), case_id=case.id, kind="nudge", reasons=reasons, now=case.now)

    for reasons, refusal in (
        (Reasons(" ", queries.rules()[0]), FactsMissing),
        (Reasons("He did."), GroundMissing),
        (Reasons("He did.", "A rule of yesterday"), RuleChanged),
    ):
        with pytest.raises(refusal):
            take(reasons)
    with pytest.raises(NoSuchCase):
        actions.take_measure(
            case.who("ben"), case_id=1, kind="nudge", reasons=Reasons("x", "y"), now=case.now
        )


def test_one_person_takes_as_many_measures_a_day_as_the_charter_says(case: Case) -> None:
    case.decides(SetParameter("moderation.cases_a_day", 1))
    case.measure("suspend", days=3)
    case.coop.wait(days=1)
    with pytest.raises(MeasuredAlready):
        case.measure("suspend", days=2)
    case.measure("limit", days=2)
    with pytest.raises(EnoughForToday):
        case.measure("cover")


def test_a_case_without_a_measure_is_dismissed_with_a_reason(case: Case) -> None:
    with pytest.raises(AnswerMissing):
        actions.dismiss_case(case.who("ben"), case_id=case.id, answer=" ", now=case.now)
    actions.dismiss_case(case.who("ben"), case_id=case.id, answer="Within bounds.", now=case.now)
    assert Report.objects.get().answer == "Within bounds."
    with pytest.raises(CaseClosed):
        case.measure("nudge")


def test_what_was_measured_is_not_dismissed_and_what_ended_is_not_lifted(case: Case) -> None:
    made = case.measure("nudge")
    with pytest.raises(NotYours):
        actions.dismiss_case(case.who("ben"), case_id=case.id, answer="No.", now=case.now)
    with pytest.raises(NoSuchMeasure):
        actions.lift_measure(case.who("ben"), measure_id=made, now=case.now)


def test_the_record_says_what_was_done_and_names_nobody(case: Case) -> None:
    case.measure("label")
    (leaf,) = record.leaves(kind="moderation.measure", about=f"case:{case.id}")
    said = str(leaf.body)
    assert leaf.body["kind"] == "label"
    for each in ("fools", str(case.who("finn")), str(case.who("ben")), str(case.who("ada"))):
        assert each not in said


def test_a_hundred_reports_do_nothing_by_themselves(case: Case) -> None:
    for name in case.coop.ids:
        if name not in {"finn", "ada", "ben", "caro"}:
            sent = actions.report(case.who(name), about=f"post:{case.post}", words="Gone!", now=case.now)
    actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    assert CaseRow.objects.count() == 1
    assert not Measure.objects.exists()
    assert visible_posts(ANYONE).filter(id=case.post).exists()


def test_reports_on_whoever_keeps_order_are_others_to_read(case: Case) -> None:
    said = publish_post(case.who("ben"), text="I know best", now=case.now)
    sent = actions.report(case.who("dev"), about=f"post:{said}", words="Does he?", now=case.now)
    with pytest.raises(NoSuchReport):
        actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    made = actions.open_case(case.who("caro"), report_id=sent, now=case.now)
    assert [each.id for each in queries.open_cases(Viewer(case.who("ben")), now=case.now)] == [case.id]
    with pytest.raises(OwnMatter):
        actions.take_measure(
            case.who("ben"), case_id=made, kind="nudge", reasons=Reasons("x", "y"), now=case.now
        )


def measured(case: Case, name: str, kind: str = "limit") -> int:
    """Something of hers is reported, and Ben takes a measure."""
    said = publish_post(case.who(name), text="Fools", now=case.now)
    sent = actions.report(case.who("ada"), about=f"post:{said}", words="Unkind.", now=case.now)
    made = actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    reasons, days = Reasons("Called us fools.", queries.rules()[0]), 0 if kind == "nudge" else 3
    return actions.take_measure(
        case.who("ben"), case_id=made, kind=kind, reasons=reasons, days=days, now=case.now
    )


def test_a_year_is_told_in_numbers_that_tell_of_nobody(case: Case) -> None:
    since = case.now - timedelta(days=1)
    assert queries.year(ANYONE, since=since, until=case.now).measures == 0
    for kind in ("label", "cover", "limit"):
        case.measure(kind, days=3)
    for _again in range(2):
        measured(case, "finn", kind="nudge")  # five measures, and all of them concern Finn
    told = queries.year(ANYONE, since=since, until=case.now)
    assert (told.measures, told.by_kind, told.juries, told.median_hours) == (None, (), 0, None)
    others = [name for name in case.coop.ids if name not in {"ada", "ben", "finn"}]
    for name in others[:3]:
        measured(case, name)
    assert queries.year(ANYONE, since=since, until=case.now).measures is None
    measured(case, others[3])
    told = queries.year(ANYONE, since=since, until=case.now)
    assert (told.measures, told.by_kind, told.median_hours) == (9, (), 0)
    assert (told.appealed, told.overturned) == (None, None)  # of nobody: that tells of everybody
    (rule,) = queries.rules_applied(ANYONE)
    assert (rule.applied, rule.overturned, rule.median_hours) == (9, None, 0)


def test_by_how_many_appealed_nobody_learns_of_the_few_who_did_not(case: Case) -> None:
    since = case.now - timedelta(days=1)
    others = [name for name in case.coop.ids if name not in {"ada", "ben"}]
    made = {name: measured(case, name) for name in others[:9]}
    for name in others[:5]:
        actions.appeal(case.who(name), measure_id=made[name], words="A joke.", now=case.now)
    told = queries.year(ANYONE, since=since, until=case.now)
    assert (told.measures, told.appealed) in {(9, None), (None, 5)}
    measured(case, others[9])
    assert queries.year(ANYONE, since=since, until=case.now).appealed == 5
