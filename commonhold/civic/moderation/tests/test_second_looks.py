"""Reports are read in time or it shows; whoever reported asks once for a second look, by somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.refusals import (
    AskedAlready,
    FactsMissing,
    NoSuchReport,
    OwnDecision,
    ReportedAlready,
    ReportTooLong,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.social.notifications.models import Notification
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post


def reported(case: Case, text: str = "Fools, all of you", by: str = "dev") -> int:
    said = publish_post(case.who("finn"), text=text, now=case.now)
    return actions.report(case.who(by), about=f"post:{said}", words="Unkind.", now=case.now)


def dismissed(case: Case) -> int:
    sent = reported(case)
    actions.answer_report(case.who("ben"), report_id=sent, is_kept=False, answer="A joke.", now=case.now)
    return sent


def ask(case: Case, sent: int, words: str = "Read the thread.", by: str = "dev") -> None:
    actions.ask_again(case.who(by), report_id=sent, words=words, now=case.now)


def late(case: Case) -> int | None:
    return queries.read_late(ANYONE, since=case.now - timedelta(days=365)).reports


def reminded(case: Case, sent: int) -> set[int]:
    rows = Notification.objects.filter(kind="moderation.report-late", subject=f"report:{sent}")
    return set(rows.values_list("person_id", flat=True))


def test_everybody_with_a_mandate_is_reminded_of_what_nobody_read_in_time(case: Case) -> None:
    sent = reported(case)
    case.coop.wait(days=2)
    assert reminded(case, sent) == set()
    case.coop.wait(days=2)
    assert {case.who("ben"), case.who("caro")} <= reminded(case, sent)
    assert not {case.who("dev"), case.who("finn")} & reminded(case, sent)
    (seen,) = (each for each in queries.waiting(Viewer(case.who("ben")))[0] if each.id == sent)
    assert seen.is_late


def test_what_was_read_in_time_reminds_nobody(case: Case) -> None:
    sent = dismissed(case)
    case.coop.wait(days=4)
    assert reminded(case, sent) == set()
    assert Report.objects.get(id=sent).late_at is None


def test_the_public_figure_says_how_many_waited_too_long_and_nothing_of_what_few_people_sent(
    case: Case,
) -> None:
    assert late(case) == 0
    for text in ("One", "Two", "Three", "Four", "Five"):
        reported(case, text)
    case.coop.wait(days=4)
    assert late(case) is None  # one person sent them all
    others = [name for name in case.coop.ids if name not in {"dev", "finn"}][:4]
    for name in others[:3]:
        reported(case, name, by=name)
    case.coop.wait(days=4)
    assert late(case) is None
    reported(case, others[3], by=others[3])
    case.coop.wait(days=4)
    assert late(case) == 9


def test_whoever_reported_asks_once_and_somebody_else_answers(case: Case) -> None:
    sent = dismissed(case)
    ask(case, sent)
    row = Report.objects.get(id=sent)
    assert (row.outcome, row.answered_by_id, row.first_answer) == ("", None, "A joke.")
    for answers in (
        lambda: actions.answer_report(
            case.who("ben"), report_id=sent, is_kept=False, answer="No.", now=case.now
        ),
        lambda: actions.open_case(case.who("ben"), report_id=sent, now=case.now),
    ):
        with pytest.raises(OwnDecision):
            answers()
    (bens,) = (each for each in queries.waiting(Viewer(case.who("ben")))[0] if each.id == sent)
    assert bens.is_anothers
    actions.answer_report(case.who("caro"), report_id=sent, is_kept=False, answer="I agree.", now=case.now)
    with pytest.raises(AskedAlready):
        ask(case, sent)
    (mine,) = queries.reports_of(Viewer(case.who("dev")), now=case.now)
    assert (mine.first_answer, mine.answer, mine.may_ask_again) == ("A joke.", "I agree.", False)


def test_a_second_look_can_make_a_case_of_it_which_the_first_cannot_dismiss(case: Case) -> None:
    sent = dismissed(case)
    ask(case, sent)
    made = actions.open_case(case.who("caro"), report_id=sent, now=case.now)
    with pytest.raises(OwnDecision):
        actions.dismiss_case(case.who("ben"), case_id=made, answer="No.", now=case.now)


def test_a_case_that_was_dismissed_can_be_looked_at_again_as_a_new_one(case: Case) -> None:
    sent = reported(case)
    first = actions.open_case(case.who("caro"), report_id=sent, now=case.now)
    actions.dismiss_case(case.who("ben"), case_id=first, answer="A joke.", now=case.now)
    ask(case, sent)
    assert actions.open_case(case.who("caro"), report_id=sent, now=case.now) != first


def test_a_second_look_waits_no_longer_than_the_first(case: Case) -> None:
    sent = dismissed(case)
    case.coop.wait(days=10)
    ask(case, sent)
    case.coop.wait(days=4)
    assert case.who("caro") in reminded(case, sent)
    assert case.who("ben") not in reminded(case, sent)  # it is not his to answer


def test_nobody_asks_for_what_is_anothers_or_waits_or_is_long_over_or_says_nothing(case: Case) -> None:
    waits = reported(case, "Wait")
    with pytest.raises(AskedAlready):
        ask(case, waits)
    sent = dismissed(case)
    with pytest.raises(NoSuchReport):
        ask(case, sent, by="ada")
    with pytest.raises(FactsMissing):
        ask(case, sent, words=" ")
    with pytest.raises(ReportTooLong):
        ask(case, sent, words="x" * (actions.LONGEST + 1))
    case.coop.wait(days=31)
    with pytest.raises(AskedAlready):
        ask(case, sent)


def test_what_was_reported_anew_is_not_asked_for_as_well(case: Case) -> None:
    sent = dismissed(case)
    about = f"post:{Report.objects.get(id=sent).about}"
    actions.report(case.who("dev"), about=about, words="Again.", now=case.now)
    with pytest.raises(ReportedAlready):
        ask(case, sent)


def test_the_database_refuses_a_second_look_by_the_same_person(case: Case) -> None:
    sent = dismissed(case)
    ask(case, sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(id=sent).update(
            outcome="dismissed", answered_by_id=case.who("ben"), answered_at=case.now
        )
