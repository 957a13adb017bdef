"""Measures begin and end: for whoever has checked that they may."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.lending import borrower as lending
from commonhold.civic.members import ending as memberships
from commonhold.civic.moderation import effects, telling
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Appeal, Draw, Measure
from commonhold.civic.moderation.news import MeasureBegan, MeasureStopped
from commonhold.civic.moderation.vocabulary import DAY, End, Ladder, Outcome
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.people import queries as people

#: Where the law is the ground an appeal is open for six months at least (Article 20(1) of the same).
LEGAL_DAYS = 183
_ENDS, _EXPELS, CLOSES = "moderation.measure-ends", "moderation.expels", "moderation.case-closes"


def impose(row: Measure, *, reference: str, now: datetime) -> None:
    """Let a measure take effect, and say so: to whom it is on, to those who reported, and to the record."""
    days = charter.current().read(ModerationCharter).appeal_days
    row.since = now
    row.appeals_until = now + DAY * (max(days, LEGAL_DAYS) if row.law else days)
    row.until = now + DAY * row.days if row.days else None
    row.save(update_fields=["since", "until", "appeals_until"])
    effects.begin(row, now=now)
    if row.kind == Ladder.EXPEL:
        _carry_out_at(row, row.appeals_until)
    elif row.until is not None:
        payload = {"measure_id": row.id}
        jobs.schedule(_ENDS, key=str(row.id), due=row.until, payload=payload)
    if row.kind == Ladder.NUDGE:
        _mark_ended(row, End.DONE, now)
    plan_close(row.case_id, row.appeals_until)
    _note_imposed(row, reference, now)
    news.publish(MeasureBegan(measure_id=row.id, kind=row.kind, about=_about(row)), now=now)
    tell_party(row, "moderation.measured", now)
    _tell_reporters(row, now)


def stop(row: Measure, how: End, *, reference: str = "", now: datetime) -> None:
    """End a measure that is in force or proposed, and give everything back; harmless when it ended."""
    if row.ended_at is not None and how not in {End.OVERTURNED, End.DEADLINE}:
        return
    if how in {End.VOTED, End.LIFTED}:
        _leave_nothing_to_decide(row, now)
    was_in_force = row.since is not None and row.ended_at is None
    _mark_ended(row, how, now)
    if was_in_force:
        effects.end(row, now=now)
    body: dict[str, str | int] = {"measure": str(row.id), "how": str(how), "reference": reference}
    record.append("moderation.measure-ended", body, about=f"case:{row.case_id}", now=now)
    stopped = MeasureStopped(measure_id=row.id, kind=row.kind, about=_about(row), how=str(how))
    news.publish(stopped, now=now)
    tell_party(row, "moderation.measure-ended", now)


def _leave_nothing_to_decide(row: Measure, now: datetime) -> None:
    """Members, or whoever took it, ended it while others were looking: they need not any more."""
    draws, asked = row.draws.filter(decided_at=None), row.borrowings.filter(ended_at=None)
    # A jury that has decided told its lenders who voted, and is not told once more that nobody did.
    levels = {*draws.values_list("level", flat=True), *asked.values_list("level", flat=True)}
    for waiting in (draws, row.appeals.filter(decided_at=None)):
        waiting.update(decided_at=now, outcome=Outcome.OVERTURNED)
    asked.update(ended_at=now)
    for level in levels:
        lending.is_over(draw_name(row.id, level), voted=(), now=now)


def draw_name(measure_id: int, level: int) -> str:
    """What a jury is called in its lot, and before peers that lend jurors for it."""
    return f"{measure_id}:{level}"


def _about(row: Measure) -> str:
    return f"{row.case.kind}:{row.case.about}"


def tell_party(row: Measure, kind: str, now: datetime) -> None:
    if row.person_id is not None:
        telling.tell(row.person_id, kind, subject=f"measure:{row.id}", now=now)


def is_open_to_appeal(row: Measure, now: datetime) -> bool:
    """May it still be appealed against at all? The last second counts."""
    if row.since is None or row.appeals_until is None or now > row.appeals_until:
        return False
    return row.end not in {End.OVERTURNED, End.DEADLINE, End.VOTED, End.LIFTED}


def is_before_others(row: Measure) -> bool:
    """Is an appeal or a jury about it undecided, or are jurors asked for?"""
    waits = Appeal.objects.filter(measure=row, decided_at=None).exists()
    waits = waits or Draw.objects.filter(measure=row, decided_at=None).exists()
    return waits or row.borrowings.filter(ended_at=None).exists()


def plan_close(case_id: int, after: datetime) -> None:
    """Look then whether anything about the case is still open to appeal."""
    due = after + timedelta(seconds=1)
    key = f"{case_id}:{int(due.timestamp())}"
    jobs.schedule(CLOSES, key=key, due=due, payload={"case_id": case_id})


def carry_out_expulsion(row: Measure, *, now: datetime) -> None:
    """The time to appeal is over, or the last appeal was lost: now she is no member any more."""
    if row.ended_at is not None or row.person_id is None or is_before_others(row):
        return
    memberships.expel(row.person_id, reference=f"case:{row.case_id}", now=now)
    _mark_ended(row, End.DONE, now)
    effects.end(row, now=now)
    body = {"measure": str(row.id), "how": str(End.DONE), "reference": ""}
    record.append("moderation.measure-ended", body, about=f"case:{row.case_id}", now=now)


def _carry_out_at(row: Measure, due: datetime) -> None:
    key = f"{row.id}:{int(due.timestamp())}"
    jobs.schedule(_EXPELS, key=key, due=due + timedelta(seconds=1), payload={"measure_id": row.id})


def _mark_ended(row: Measure, how: End, now: datetime) -> None:
    row.end, row.ended_at = how, now
    row.save(update_fields=["end", "ended_at"])


def _note_imposed(row: Measure, reference: str, now: datetime) -> None:
    """Public facts and commitments: whom it is on and why are salted."""
    body: dict[str, str | int] = {
        "case": str(row.case_id),
        "measure": str(row.id),
        "kind": str(row.kind),
        "days": row.days,
        "person": record.commit_to(str(row.person_id or "")),
        "reasons": record.commit_to("\n".join((row.rule, row.law, row.facts))),
        "decider": record.commit_to(str(row.by_id)),
        "reference": reference,
    }
    record.append("moderation.measure", body, about=f"case:{row.case_id}", now=now)


def _tell_reporters(row: Measure, now: datetime) -> None:
    """That something was done, not to whom what: the public record says as much."""
    for report in row.case.reports.order_by("id"):
        telling.tell(report.reporter_id, "moderation.acted", subject=f"report:{report.id}", now=now)


def _is_over(payload: Payload, now: datetime) -> None:
    """A measure ends by itself, whatever else is going on about it."""
    row = lock(payload["measure_id"])
    if row is not None and row.ended_at is None:
        stop(row, End.TIME, now=now)


def _expels(payload: Payload, now: datetime) -> None:
    row = lock(payload["measure_id"])
    if row is not None:
        carry_out_expulsion(row, now=now)


def lock(measure_id: int) -> Measure | None:
    found = Measure.objects.select_for_update(of=("self",)).select_related("case").filter(id=measure_id)
    return found.first()


def is_member(row: Measure) -> bool:
    return row.person_id is not None and any(
        people.is_member(each) for each in people.same_human(row.person_id)
    )


KINDS = [Kind(_ENDS, _is_over), Kind(_EXPELS, _expels)]
