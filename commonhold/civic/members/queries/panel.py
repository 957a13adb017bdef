"""Applications before the panel, for who has checked that she is on it; and its answer, for applicants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.members import panel, rows
from commonhold.civic.members.models import Application, PanelOutcome, PanelWord
from commonhold.civic.members.queries.owners import class_name
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class WordView:
    """What one of the panel said."""

    by: PersonLine
    answer: PanelWord.Answer
    reason: str
    round: int
    at: datetime


@dataclass(frozen=True)
class PanelCase:
    """An application as the panel sees it."""

    application_id: int
    person: PersonLine
    statement: str
    class_name: str
    at: datetime
    round: int
    appeal: str
    words: Sequence[WordView]
    outcome: str  # "", "welcome" or "decline": of this round
    is_open: bool
    may_speak: bool


@dataclass(frozen=True)
class PanelAnswer:
    """What the panel answered the applicant: the reasons, never whose they are."""

    welcomes: bool
    reasons: Sequence[str]
    at: datetime
    on_appeal: bool
    may_appeal: bool


def panel_cases(viewer: Viewer) -> list[PanelCase]:
    found = rows.open_applications().filter(panel_request__isnull=False)
    waiting = found.exclude(panel_outcomes__answer=panel.Answer.WELCOME).order_by("id")
    return [_case(viewer, each) for each in waiting]


def panel_case(viewer: Viewer, application_id: int) -> PanelCase | None:
    row = Application.objects.filter(id=application_id, panel_request__isnull=False).first()
    return None if row is None else _case(viewer, row)


def who_spoke(application_id: int) -> set[int]:
    return set(PanelWord.objects.filter(application_id=application_id).values_list("by_id", flat=True))


def panel_answer(viewer: Viewer, application_id: int) -> PanelAnswer | None:
    """For the applicant alone: the panel's latest answer."""
    me = viewer.person_id
    row = None if me is None else Application.objects.filter(id=application_id, person_id=me).first()
    last = None if row is None else row.panel_outcomes.order_by("-round").first()
    if row is None or last is None:
        return None
    words = row.panel_words.filter(round=last.round, answer=PanelWord.Answer.DECLINE).order_by("id")
    declined = last.answer == PanelWord.Answer.DECLINE
    ended = hasattr(row, "withdrawal") or hasattr(row, "panel_appeal")
    return PanelAnswer(
        welcomes=not declined,
        reasons=[each.reason for each in words] if declined else [],
        at=last.at,
        on_appeal=last.round == 2,
        may_appeal=declined and not ended,
    )


def _case(viewer: Viewer, row: Application) -> PanelCase:
    words = list(row.panel_words.order_by("id"))
    names = people.lines(viewer, {row.person_id, *(each.by_id for each in words)})
    this_round = panel.round_of(row)
    outcome = PanelOutcome.objects.filter(application=row, round=this_round).first()
    is_open = rows.open_applications().filter(id=row.id).exists()
    return PanelCase(
        application_id=row.id,
        person=names[row.person_id],
        statement=row.statement,
        class_name=class_name(row.class_key),
        at=row.at,
        round=this_round,
        appeal=row.panel_appeal.words if this_round == 2 else "",
        words=[
            WordView(names[each.by_id], PanelWord.Answer(each.answer), each.reason, each.round, each.at)
            for each in words
        ],
        outcome="" if outcome is None else outcome.answer,
        is_open=is_open,
        may_speak=is_open and outcome is None and viewer.person_id not in {each.by_id for each in words},
    )
