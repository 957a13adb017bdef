"""Labels are reported like anything else, taken off by a measure, and given back when that falls."""

from __future__ import annotations

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.social.labels import actions as labels
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.people.queries import Viewer


def labelled(case: Case) -> int:
    """Dev's labeler calls Finn's post a scam."""
    labeler = labels.open_labeler(case.who("dev"), title="Dev's", values=["scam?"], now=case.now)
    return labels.put_label(
        case.who("dev"), labeler_id=labeler, about=f"post:{case.post}", value="scam?", now=case.now
    )


def test_a_label_that_a_case_takes_off_comes_back_when_its_labeler_wins_the_appeal(case: Case) -> None:
    label_id = labelled(case)
    rule = queries.rules()[0]
    sent = actions.report(
        case.who("finn"), about=f"label:{label_id}", rule=rule, words="It is no scam", now=case.now
    )
    opened = actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    shown = queries.case(Viewer(case.who("ben")), opened, now=case.now)
    assert "unlabel" in shown.kinds
    assert shown.copy is not None
    assert "scam?" in shown.copy.text
    taken = actions.take_measure(
        case.who("ben"),
        case_id=opened,
        kind="unlabel",
        reasons=actions.Reasons("It is a recipe", rule, ""),
        now=case.now,
    )
    assert Label.objects.get(id=label_id).end == "overruled"
    appealed = actions.appeal(case.who("dev"), measure_id=taken, words="It asks for money", now=case.now)
    actions.review(case.who("caro"), appeal_id=appealed, upholds=False, reasons="It does", now=case.now)
    assert Label.objects.get(id=label_id).ended_at is None


def test_who_labels_too_much_is_reported_like_anybody(case: Case) -> None:
    labelled(case)
    labeler = Labeler.objects.get()
    sent = actions.report(
        case.who("finn"), about=f"labeler:{labeler.id}", words="Everybody at once", now=case.now
    )
    opened = actions.open_case(case.who("ben"), report_id=sent, now=case.now)
    shown = queries.case(Viewer(case.who("ben")), opened, now=case.now)
    assert shown.person is not None
    assert (shown.person.name, "unlabel" in shown.kinds) == ("Dev", False)


def test_a_measures_label_stands_among_the_co_ops_own_until_the_measure_ends(case: Case) -> None:
    made = case.measure("label")
    row = Label.objects.get(reference=f"measure:{made}")
    assert (row.labeler.kind, row.ended_at) == ("co-op", None)
    case.review(case.appeal(made), upholds=False)
    row.refresh_from_db()
    assert row.end == "measure"
