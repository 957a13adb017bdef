"""From the vote to the seal: when each stage begins, and what happens then. For decisions and jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commonhold.civic.governance import law, mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.shares import offers
from commonhold.civic.winding import obstacles
from commonhold.civic.winding.charter import WindingCharter
from commonhold.civic.winding.models import PlannedStage, Winding
from commonhold.civic.winding.news import CoopSealed
from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.actions import Authority
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.letters import actions as letters
from commonhold.social.notifications import actions as notifications
from rulebook.canonical import Json

JOB = "winding.stage"
#: In which the stages come. What is `STOPPED` is none that anybody plans.
ORDER = (Stage.ANNOUNCED, Stage.LEAVING, Stage.SETTLING, Stage.READING, Stage.SEALED)
_AGAIN = timedelta(days=1)


def current() -> Winding | None:
    """The end that is under way, or over."""
    return Winding.objects.filter(begun_at__isnull=False, stopped_at=None).first()


def begin(row: Winding, *, because: Authority) -> None:
    """Announce it: from now on nothing new begins, and every later stage has its day."""
    now = because.at
    row.begun_at, row.begun_because = now, because.reference
    row.save(update_fields=["begun_at", "begun_because"])
    for each in row.liquidators.order_by("id"):
        if members.is_eligible(each.person_id):
            mandates.give(each.person_id, Role.LIQUIDATOR, because=because)
    for stage, due in days_from(now):
        PlannedStage.objects.create(winding=row, stage=stage, due_at=due)
    _enter(row, Stage.ANNOUNCED, now)
    offers.close_all(now)


def days_from(begun: datetime) -> list[tuple[Stage, datetime]]:
    """When each stage would begin, as the charter and the law say now."""
    here = charter.current()
    own, lawful = here.read(WindingCharter), law.law_of(here).ending
    leaving = begun + timedelta(days=own.announced_days)
    settling = leaving + timedelta(days=own.leaving_days)
    reading = max(settling + timedelta(days=own.settling_days), begun + timedelta(days=lawful.wait_days))
    sealed = reading + timedelta(days=own.reading_days)
    return list(zip(ORDER, (begun, leaving, settling, reading, sealed), strict=True))


def look(winding_id: int, stage: Stage, now: datetime) -> None:
    """On its day: let the stage begin, or look again tomorrow while the books are not empty."""
    row = Winding.objects.select_for_update().filter(id=winding_id, stopped_at=None).first()
    if row is None:
        return
    planned = row.stages.get(stage=stage)
    if planned.begun_at is not None or planned.due_at > now:
        return
    if stage is Stage.READING and not obstacles.is_empty():
        _look_at(row, planned, now + _AGAIN)
        return
    _enter(row, stage, now)


def stop(row: Winding, *, because: Authority) -> None:
    """The co-op goes on as before."""
    row.stopped_at, row.stopped_because = because.at, because.reference
    row.save(update_fields=["stopped_at", "stopped_because"])
    for each in row.liquidators.order_by("id"):
        mandates.end(each.person_id, Role.LIQUIDATOR, because=because)
    ending.begin(Stage.STOPPED, reference=because.reference, now=because.at)
    record.append("co-op.end-stopped", {"winding": str(row.id)}, about=because.reference, now=because.at)
    _tell_everybody("stopped", row, because.at)


def _enter(row: Winding, stage: Stage, now: datetime) -> None:
    planned = row.stages.get(stage=stage)
    planned.begun_at = now
    planned.save(update_fields=["begun_at"])
    if stage is Stage.READING:
        _keep_open_for_reading(row, now)
    body: dict[str, Json] = {"winding": str(row.id), "stage": str(stage)}
    if stage in {Stage.READING, Stage.SEALED}:
        head = ledger.head(until=now)
        body |= {"entries": head.count, "ledger_sha256": head.sha256}
    _tell_everybody(str(stage), row, now)
    if stage in {Stage.ANNOUNCED, Stage.LEAVING, Stage.READING}:
        _write_to_everybody(row, stage, now)
    ending.begin(stage, reference=row.begun_because, now=now)
    record.append("co-op.end-stage", body, about=row.reference, now=now)
    following = ORDER[ORDER.index(stage) + 1 :]
    if following:
        _look_at(row, row.stages.get(stage=following[0]), now)
    else:
        news.publish(CoopSealed(row.id), now=now)


def _keep_open_for_reading(row: Winding, now: datetime) -> None:
    """Settling may take longer than planned; reading lasts no shorter than was announced."""
    due = dict(row.stages.values_list("stage", "due_at"))
    sealed = row.stages.get(stage=Stage.SEALED)
    sealed.due_at = max(sealed.due_at, now + (due[Stage.SEALED] - due[Stage.READING]))
    sealed.save(update_fields=["due_at"])


def _look_at(row: Winding, planned: PlannedStage, earliest: datetime) -> None:
    due = max(planned.due_at, earliest)
    payload = {"winding": row.id, "stage": planned.stage}
    jobs.schedule(JOB, key=f"{row.id}:{planned.stage}:{due.isoformat()}", due=due, payload=payload)


def _tell_everybody(what: str, row: Winding, now: datetime) -> None:
    notifications.notify_all(
        people_ids=members.members(now), kind=f"winding.{what}", subject=f"winding:{row.id}:{what}", now=now
    )


def _write_to_everybody(row: Winding, stage: Stage, now: datetime) -> None:
    ends = dates.day(row.stages.get(stage=Stage.READING).due_at)
    sealed = dates.day(row.stages.get(stage=Stage.SEALED).due_at)
    said = {
        Stage.ANNOUNCED: (
            _("Our members decided to end this co-op"),
            _(
                "Nothing is lost. From today on nobody joins and no dues are asked for. You write, read "
                "and vote as before until {ends} at the earliest. What happens when, and what you can do, "
                "is on the page “How we end”."
            ),
        ),
        Stage.LEAVING: (
            _("Please take along what is yours"),
            _(
                "Our co-op ends. Under “Take everything along” you get all that is yours in one file. If "
                "you have an address on another server, name it under “Your addresses on other servers” "
                "and move: who follows you is led there. From {ends} on nothing new can be written here."
            ),
        ),
        Stage.READING: (
            _("Our co-op has ended; you can still read, and take everything along"),
            _(
                "Debts and shares are settled and nothing new is written. Until {sealed} you can read "
                "everything, take along what is yours, and move. Thank you for the time that you shared "
                "with us."
            ),
        ),
    }
    subject, text = said[stage]
    for person_id in members.members(now):
        letters.write_to_person(
            person_id, subject=subject, text=text.format(ends=ends, sealed=sealed), now=now
        )
