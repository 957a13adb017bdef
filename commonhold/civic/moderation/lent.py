"""Jurors of peers, where fewer than three of us may judge: who may, and what their co-ops are told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from commonhold.civic.lending import borrower
from commonhold.civic.moderation.measures import draw_name
from commonhold.civic.moderation.models import Appeal, Borrowing, Draw, Juror, Measure
from commonhold.civic.moderation.standing import addresses_apart, servers_apart
from commonhold.civic.moderation.vocabulary import Answer, Level
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from rulebook.canonical import Json
from rulebook.draw.jury import merkle_root

DUE = "moderation.borrowing-due"


@dataclass(frozen=True)
class LentPool:
    """Keys of whom peers lend, and of those left out with why."""

    keys: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()


NOBODY = LentPool()


def begin(row: Measure, level: Level, commitment: str, now: datetime) -> bool:
    """Ask peers for jurors; False where members agreed on that with none."""
    if not borrower.ask(draw_name(row.id, level), matter=str(row.case_id), now=now):
        return False
    due = now + borrower.PATIENCE
    made = Borrowing.objects.create(
        id=ids.new_id(now), measure=row, level=level, commitment=commitment, at=now, due=due
    )
    jobs.schedule(DUE, key=str(made.id), due=due, payload={"measure_id": row.id, "level": int(level)})
    waiting = Appeal.objects.filter(measure=row, level=level, decided_at=None)
    waiting.update(due=F("due") + borrower.PATIENCE)
    return True


def pool(row: Measure, level: Level) -> LentPool:
    """Whom peers lend for this, without whoever has a part in it as far as her addresses tell."""
    away, servers = addresses_apart(row.case), servers_apart(row.case)
    keys, excluded = [], []
    for each in borrower.lent(draw_name(row.id, level)):
        if not each.hashes:
            excluded.append((each.key, "gone"))
        elif each.domain in servers or each.is_one_of(away):
            excluded.append((each.key, "conflict"))
        else:
            keys.append(each.key)
    return LentPool(tuple(keys), tuple(excluded))


def note(row: Measure, level: Level, found: LentPool, *, now: datetime) -> None:
    """On the record: from whom, with the root that each lender's own record has, too."""
    everybody = sorted([*found.keys, *(key for key, _why in found.excluded)])
    body: dict[str, Json] = {"measure": str(row.id), "level": int(level), "lenders": [*_roots(everybody)]}
    record.append("moderation.jurors-borrowed", body, about=f"case:{row.case_id}", now=now)


def call(draw: Draw, key: str, *, due: datetime, now: datetime) -> None:
    borrower.call(draw_name(draw.measure_id, draw.level), key, due=due, now=now)


def lender_of(draw: Draw, key: str) -> int | None:
    """Which peer lends whom the lot calls so; None for one that no longer does, and for people of ours."""
    return borrower.lender_of(draw_name(draw.measure_id, draw.level), key)


def free(juror: Juror, *, now: datetime) -> None:
    """The seat went to another; nothing for people of ours."""
    if juror.key:
        borrower.free(draw_name(juror.draw.measure_id, juror.draw.level), juror.key, now=now)


def is_over(draw: Draw, jurors: Collection[Juror], *, now: datetime) -> None:
    """Tell lenders that the jury is done, and who of theirs voted."""
    voted = [each.key for each in jurors if each.key and each.answer == Answer.VOTED]
    borrower.is_over(draw_name(draw.measure_id, draw.level), voted=voted, now=now)


def lenders_of(draw: Draw) -> tuple[str, ...]:
    """Names of the records of those co-ops whose people could be drawn."""
    return tuple(sorted({each.partition("#")[0] for each in draw.pool if "#" in each}))


def _roots(keys: Sequence[str]) -> list[str]:
    """NAME:ROOT:SIZE of each record's."""
    names = sorted({each.partition("#")[0] for each in keys})
    of_name = {name: [key for key in keys if key.partition("#")[0] == name] for name in names}
    return [f"{name}:{merkle_root(found)}:{len(found)}" for name, found in of_name.items()]
