"""What is against the law: anybody reports it, it is blocked at once, sealed if need be, and reviewed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import against_law
from commonhold.civic.moderation.models import Case as CaseRow
from commonhold.civic.moderation.models import LawReport, Measure, Report
from commonhold.civic.moderation.refusals import (
    AddressMissing,
    AnswerMissing,
    ExplanationMissing,
    GroundMissing,
    MandateNeeded,
    NoSuchReport,
    NothingToReport,
    OwnMatter,
    ReportAnswered,
    ReportTooLong,
    TooManyLawReports,
    WrongMail,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.ground.jobs.actions import run_due
from commonhold.ground.record import queries as record
from commonhold.social.letters.models import Letter
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.visibility import visible_posts


def reported(case: Case, **said) -> int:
    facts = {"address": f"https://coop.example/@finn/{case.post}", "why": "It is libel."} | said
    return actions.report_unlawful(**facts, now=case.now)


def test_gus_reports_without_an_account_and_it_is_blocked_at_once(case: Case) -> None:
    sent = reported(case, email="gus@example.org", name="Gus")
    run_due(case.now)
    assert "moderation.law-report" in [
        each.kind for each in notifications.for_person(Viewer(case.who("ben")))
    ]
    made = actions.block_unlawful(case.who("ben"), report_id=sent, law="§ 186 StGB", now=case.now)
    assert made == case.id
    assert not visible_posts(ANYONE).filter(id=case.post).exists()
    measure = Measure.objects.get()
    assert (measure.kind, measure.law) == ("block", "§ 186 StGB")
    assert measure.appeals_until == case.now + timedelta(days=183)
    assert [each.address for each in Letter.objects.order_by("id")] == ["gus@example.org"] * 2
    with pytest.raises(ReportAnswered):
        actions.block_unlawful(case.who("caro"), report_id=sent, law="The same", now=case.now)


def test_what_is_blocked_is_reviewed_on_appeal_and_comes_back(case: Case) -> None:
    sent = reported(case)
    actions.block_unlawful(case.who("ben"), report_id=sent, law="§ 186 StGB", now=case.now)
    case.review(case.appeal(Measure.objects.get().id), upholds=False)
    assert visible_posts(ANYONE).filter(id=case.post).exists()


def test_what_may_be_abuse_of_a_child_is_read_by_the_named_alone_and_kept_nowhere(case: Case) -> None:
    case.decides(AppointMandate(str(case.who("dev")), Role.GUARDIAN))
    case.decides(SetParameter("moderation.child_abuse_role", "guardian"))
    sent = reported(case, why="", is_child_abuse=True)
    run_due(case.now)
    told = {
        name
        for name in case.coop.ids
        for each in notifications.for_person(Viewer(case.who(name)))
        if each.kind == "moderation.law-report"
    }
    assert told == {"dev"}
    assert queries.law_reports(Viewer(case.who("ben")), now=case.now) == []
    assert len(queries.law_reports(Viewer(case.who("dev")), now=case.now)) == 1
    with pytest.raises(NoSuchReport):
        actions.block_unlawful(case.who("ben"), report_id=sent, law="§ 207a StGB", now=case.now)
    actions.block_unlawful(case.who("dev"), report_id=sent, law="§ 207a StGB", now=case.now)
    row = CaseRow.objects.get()
    assert (row.is_sealed, row.copy, row.context, Report.objects.get().copy) == (True, {}, [], {})
    assert queries.case(Viewer(case.who("caro")), row.id, now=case.now).copy is None
    (mine,) = queries.my_measures(Viewer(case.who("finn")), now=case.now)
    assert mine.copy is None


def test_a_sealed_case_goes_before_no_jury(case: Case) -> None:
    sent = reported(case, why="", is_child_abuse=True)
    case.decides(AppointMandate(str(case.who("dev")), Role.BOARD))
    actions.block_unlawful(case.who("dev"), report_id=sent, law="§ 207a StGB", now=case.now)
    made = Measure.objects.get().id
    case.review(case.appeal(made), upholds=True)
    case.appeal(made)
    assert not Measure.objects.get().draws.exists()
    assert record.leaves(kind="moderation.escalated", about=f"case:{case.id}")
    assert not visible_posts(ANYONE).filter(id=case.post).exists()


def test_what_is_no_post_becomes_a_case(case: Case) -> None:
    sent = reported(case, address="/@hana")
    made = actions.block_unlawful(case.who("ben"), report_id=sent, law="§ 1", now=case.now)
    assert CaseRow.objects.get(id=made).person_id == case.who("hana")
    assert not Measure.objects.filter(case_id=made).exists()


def test_a_report_without_ground_is_dismissed_with_a_reason(case: Case) -> None:
    sent = reported(case, email="gus@example.org")
    with pytest.raises(AnswerMissing):
        actions.dismiss_unlawful(case.who("ben"), report_id=sent, answer=" ", now=case.now)
    with pytest.raises(ReportTooLong):
        actions.dismiss_unlawful(case.who("ben"), report_id=sent, answer="x" * 2001, now=case.now)
    actions.dismiss_unlawful(case.who("ben"), report_id=sent, answer="It is an opinion.", now=case.now)
    assert "It is an opinion." in Letter.objects.latest("id").text
    assert visible_posts(ANYONE).filter(id=case.post).exists()


def test_who_may_not_or_says_too_little_is_refused(case: Case) -> None:
    sent = reported(case)
    nowhere = reported(case, address="https://elsewhere.example/17")
    own = reported(case, address=f"/@ben/{publish_post(case.who('ben'), text='Hm', now=case.now)}")
    for by, report_id, law, refusal in (
        ("dev", sent, "§", MandateNeeded),
        ("ben", 1, "§", NoSuchReport),
        ("ben", sent, " ", GroundMissing),
        ("ben", nowhere, "§", NothingToReport),
        ("ben", own, "§", OwnMatter),
    ):
        with pytest.raises(refusal):
            actions.block_unlawful(case.who(by), report_id=report_id, law=law, now=case.now)
    with pytest.raises(MandateNeeded):
        queries.law_reports(Viewer(case.who("dev")), now=case.now)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"address": " "}, AddressMissing),
        ({"address": "x" * 301}, AddressMissing),
        ({"why": " "}, ExplanationMissing),
        ({"why": "x" * 2001}, ReportTooLong),
        ({"email": "gus"}, WrongMail),
    ],
)
def test_a_report_that_says_nothing_is_not_sent(case: Case, said: dict[str, str], refusal) -> None:
    with pytest.raises(refusal):
        reported(case, **said)
    assert not LawReport.objects.exists()


def test_a_flood_of_reports_is_stopped(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for _again in range(10):
        reported(case, email="gus@example.org")
    with pytest.raises(TooManyLawReports):
        reported(case, email="GUS@example.org")
    reported(case)
    monkeypatch.setattr(against_law, "MOST_A_DAY", 11)
    with pytest.raises(TooManyLawReports):
        reported(case)
