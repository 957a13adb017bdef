"""A month is published once: what few stand behind is withheld, and what would give that away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from commonhold.civic.open_data.charter import OpenDataCharter
from commonhold.civic.open_data.figures import Figures, figures, unit_of
from commonhold.civic.open_data.models import Edition, Publication
from commonhold.civic.open_data.vocabulary import ALL, MONEY, VERSION, Table
from commonhold.civic.treasury import months
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from rulebook import suppression
from rulebook.canonical import Json, canonical
from rulebook.suppression import CLOSEST, Line, withheld

JOB = "open_data.edition"
#: What was booked or counted in a month's last moments is there by then.
_AFTERWARDS = timedelta(hours=1)


def make(row: Publication, month: str, now: datetime) -> None:
    """Publish a month that is over; one that is published stays as it is."""
    if Edition.objects.filter(month=month).exists():
        return
    here = charter.current()
    least = here.read(OpenDataCharter).least_people
    body: dict[str, Json] = {
        "schema": VERSION,
        "month": month,
        "co_op": here.read(CoopCharter).name,
        "licence": row.licence,
        "least_people": least,
        "rule": suppression.VERSION,
        "tables": [_table(Table(each), month, least) for each in row.tables],
    }
    written = canonical(body)
    digest = sha256(written).hexdigest()
    cells, gone = counted(body)
    Edition.objects.create(
        id=ids.new_id(now),
        month=month,
        publication=row,
        body=written.decode(),
        sha256=digest,
        at=now,
        cells=cells,
        withheld=gone,
    )
    record.append("data.published", {"month": month, "sha256": digest}, about=row.reference, now=now)


def schedule(row: Publication, month: str, now: datetime) -> None:
    """Have a month published as soon as it is over."""
    due = max(now, months.beginning(months.after(month)) + _AFTERWARDS)
    payload = {"publication": row.id, "month": month}
    jobs.schedule(JOB, key=f"{row.id}:{month}", due=due, payload=payload)


def told(found: Figures, least: int, *, is_money: bool = False) -> dict[str, Json]:
    """What may be known of one table in one period: None for what is withheld."""
    parts = tuple(sorted(set(found.cells) - {ALL}))
    closest = CLOSEST if is_money else None
    gone = withheld(found.cells, [Line(ALL, parts)], least=least, closest=closest)
    return {name: None if name in gone else each.value for name, each in sorted(found.cells.items())}


def counted(body: Mapping[str, Any]) -> tuple[int, int]:
    """How many numbers a month has, and how many of them are withheld."""
    values = [
        value for table in body["tables"] for each in table["periods"] for value in each["cells"].values()
    ]
    return len(values), sum(each is None for each in values)


def _table(table: Table, month: str, least: int) -> dict[str, Json]:
    found: Sequence[Figures] = figures(table, month)
    return {
        "name": str(table),
        "unit": unit_of(table),
        "periods": [
            {"period": each.period, "cells": told(each, least, is_money=table in MONEY)} for each in found
        ],
    }
