"""Juries: what whoever sits on one reads, and the file that everybody can draw it from again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.lending import tickets
from commonhold.civic.moderation import copies, drawing
from commonhold.civic.moderation.copies import Copy
from commonhold.civic.moderation.models import Draw, Juror
from commonhold.civic.moderation.outcomes import stands_fast
from commonhold.civic.moderation.queries.own import MeasureView, measure_view, verdicts_of
from commonhold.civic.moderation.refusals import NoSuchCase, NotCalled, SeatGone
from commonhold.civic.moderation.vocabulary import Answer, Kind, Level
from commonhold.social.people.queries import Viewer
from rulebook.draw import jury


@dataclass(frozen=True)
class JuryView:
    """The whole evidence, and the viewer's own seat. Others' votes are not here before all have voted."""

    id: int
    level: Level
    seats: int
    copy: Copy | None
    context: tuple[Copy, ...]
    measure: MeasureView
    answer: Answer
    due: datetime
    needs_two_thirds_to_fall: bool
    decided_at: datetime | None
    outcome: str
    upholding: int
    voted: int
    reasons: tuple[str, ...]
    is_message: bool  # then opening it is written down
    party_id: int | None  # whom the case is about

    @property
    def may_vote(self) -> bool:
        return self.decided_at is None and self.answer in {Answer.CALLED, Answer.SERVES}


@dataclass(frozen=True)
class Called:
    """A jury that the viewer is called to."""

    id: int
    due: datetime


def jury_of(viewer: Viewer, draw_id: int, *, now: datetime) -> JuryView:
    """A jury on which the viewer has, or had, a seat. Raises NotCalled."""
    rows = Juror.objects.select_related("draw__measure__case")
    juror = rows.filter(draw_id=draw_id, person_id=viewer.person_id or 0).first()
    if juror is None or juror.answer in {Answer.DECLINED, Answer.VANISHED}:
        raise NotCalled
    return _view(juror, now)


def lent_jury(ticket: str, *, now: datetime) -> JuryView:
    """The same for whom a peer lends, while her seat is hers. Raises TicketOver or SeatGone."""
    found = tickets.opened(ticket, now=now)
    measure_id, _colon, level = found.draw.partition(":")
    rows = Juror.objects.select_related("draw__measure__case")
    juror = rows.filter(draw__measure_id=int(measure_id), draw__level=int(level), key=found.key).first()
    if (
        juror is None
        or juror.answer in {Answer.DECLINED, Answer.VANISHED}
        or juror.draw.measure.case.is_sealed
    ):
        raise SeatGone
    return _view(juror, now)


def _view(juror: Juror, now: datetime) -> JuryView:
    draw, row = juror.draw, juror.draw.measure
    is_over = draw.decided_at is not None
    votes = [each.upholds for each in draw.jurors.all() if each.upholds is not None] if is_over else []
    return JuryView(
        id=draw.id,
        level=Level(draw.level),
        seats=draw.seats,
        copy=None if row.case.is_sealed or not row.case.copy else copies.from_json(row.case.copy),
        context=() if row.case.is_sealed else tuple(copies.from_json(each) for each in row.case.context),
        measure=measure_view(row, now),
        answer=Answer(juror.answer),
        due=juror.due,
        needs_two_thirds_to_fall=draw.level != Level.IMPOSE and stands_fast(row),
        decided_at=draw.decided_at,
        outcome=draw.outcome,
        upholding=sum(votes),
        voted=len(votes),
        reasons=verdicts_of(draw),
        is_message=row.case.kind == Kind.MESSAGE,
        party_id=row.case.person_id,
    )


def calls_of(viewer: Viewer) -> list[Called]:
    """Juries that wait for the viewer."""
    rows = Juror.objects.filter(person_id=viewer.person_id or 0, draw__decided_at=None)
    waiting = rows.filter(answer__in=[Answer.CALLED, Answer.SERVES]).order_by("due")
    return [Called(each.draw_id, each.due) for each in waiting]


def draw_file(viewer: Viewer, draw_id: int) -> bytes:
    """The public file of a lot, for everybody, in canonical JSON. Raises NoSuchCase before it is drawn."""
    draw = Draw.objects.select_related("measure").filter(id=draw_id, drawn_at__isnull=False).first()
    if draw is None:
        raise NoSuchCase
    return jury.sheet(drawing.committed(draw), drawing.revealed(draw))
