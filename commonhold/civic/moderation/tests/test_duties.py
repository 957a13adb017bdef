"""What the law asks to be told to an authority: to whom, until when, and who hears of it when it is late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.models import Duty
from commonhold.civic.moderation.refusals import (
    DutyEnded,
    DutyWordsMissing,
    FactsMissing,
    MandateNeeded,
    NoSuchCase,
    NoSuchDuty,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.ground.record import queries as record
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer


def in_germany(case: Case) -> None:
    case.decides(SetParameter("texts.law", "de-eg"))


def endangered(case: Case) -> Duty:
    in_germany(case)
    assert actions.note_danger(case.who("ben"), case_id=case.id, words="He means it", now=case.now) == 1
    return Duty.objects.get()


def test_danger_to_life_has_an_authority_a_paragraph_and_a_day(case: Case) -> None:
    row = endangered(case)
    (shown,) = queries.duties_of_case(Viewer(case.who("caro")), case.id, now=case.now)
    assert (shown.authority, shown.due) == ("Bundeskriminalamt (BKA)", case.now + timedelta(hours=24))
    assert "Article 18" in shown.paragraph
    assert not shown.is_verified
    assert "moderation.duty" in [each.kind for each in notifications.for_person(Viewer(case.who("caro")))]
    assert actions.note_danger(case.who("caro"), case_id=case.id, words="Again", now=case.now) == 0
    assert [each.id for each in queries.open_duties(Viewer(case.who("caro")), now=case.now)] == [row.id]


def test_where_the_law_names_nobody_there_is_no_duty(case: Case) -> None:
    assert not queries.tells_of_danger()
    assert actions.note_danger(case.who("ben"), case_id=case.id, words="He means it", now=case.now) == 0


def test_what_was_told_is_noted_once_and_the_record_says_that_it_was(case: Case) -> None:
    row = endangered(case)
    with pytest.raises(DutyWordsMissing):
        actions.note_duty(case.who("caro"), duty_id=row.id, is_done=True, words=" ", now=case.now)
    actions.note_duty(case.who("caro"), duty_id=row.id, is_done=True, words="By phone, file 7", now=case.now)
    case.coop.wait(days=2)
    row.refresh_from_db()
    assert (row.is_done, row.late_at) == (True, None)
    assert record.leaves(kind="moderation.duty-ended")
    with pytest.raises(DutyEnded):
        actions.note_duty(case.who("ben"), duty_id=row.id, is_done=True, words="Twice", now=case.now)
    assert queries.open_duties(Viewer(case.who("ben")), now=case.now) == []


def test_a_duty_that_nobody_did_in_time_is_told_to_every_holder_of_a_mandate_and_the_board(
    case: Case,
) -> None:
    case.decides(AppointMandate(str(case.who("dev")), Role.BOARD))
    endangered(case)
    case.coop.wait(hours=24)
    for name in ("ben", "caro", "dev"):
        told = [each.kind for each in notifications.for_person(Viewer(case.who(name)))]
        assert "moderation.duty-late" in told
    assert queries.open_duties(Viewer(case.who("ben")), now=case.now)[0].is_late
    assert record.leaves(kind="moderation.duty-late")


def test_the_abuse_of_a_child_is_told_and_read_by_those_alone_whom_the_charter_names(case: Case) -> None:
    in_germany(case)
    case.decides(AppointMandate(str(case.who("dev")), Role.BOARD))
    address = f"https://coop.example/@finn/{case.post}"
    sent = actions.report_unlawful(address=address, why="", is_child_abuse=True, now=case.now)
    actions.block_unlawful(case.who("dev"), report_id=sent, law="§ 184b StGB", now=case.now)
    row = Duty.objects.get()
    assert row.occasion == "child-abuse"
    assert queries.open_duties(Viewer(case.who("ben")), now=case.now) == []
    with pytest.raises(NoSuchDuty):
        actions.note_duty(case.who("ben"), duty_id=row.id, is_done=True, words="Told", now=case.now)
    assert queries.open_duties(Viewer(case.who("dev")), now=case.now)[0].id == row.id


def test_nobody_without_a_mandate_notes_or_reads_a_duty(case: Case) -> None:
    row = endangered(case)
    with pytest.raises(MandateNeeded):
        actions.note_danger(case.who("dev"), case_id=case.id, words="x", now=case.now)
    with pytest.raises(MandateNeeded):
        actions.note_duty(case.who("dev"), duty_id=row.id, is_done=True, words="x", now=case.now)
    with pytest.raises(MandateNeeded):
        queries.open_duties(Viewer(case.who("dev")), now=case.now)
    with pytest.raises(NoSuchCase):
        actions.note_danger(case.who("ben"), case_id=1, words="x", now=case.now)
    with pytest.raises(FactsMissing):
        actions.note_danger(case.who("ben"), case_id=case.id, words=" ", now=case.now)
