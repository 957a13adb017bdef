"""What is published, the same for everybody, and what it looks like."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from commonhold.civic.open_data.editions import counted
from commonhold.civic.open_data.models import Edition, Publication
from commonhold.civic.open_data.refusals import NoSuchEdition
from commonhold.civic.open_data.vocabulary import ALL, VERSION, Licence, Table

_SUMMARY = ("month", "publication__licence", "sha256", "at", "cells", "withheld")
_COLUMNS = ("month", "period", "cell", "unit", "value", "licence")


@dataclass(frozen=True)
class PublicationView:
    """What members decided to publish."""

    reference: str
    tables: Sequence[str]
    licence: str
    since: datetime


@dataclass(frozen=True)
class EditionView:
    """A month that is published."""

    month: str
    licence: str
    sha256: str
    at: datetime
    cells: int
    withheld: int


def publication() -> PublicationView | None:
    """The one that holds now."""
    row = Publication.objects.filter(until=None).first()
    return None if row is None else PublicationView(row.reference, row.tables, row.licence, row.since)


def editions() -> list[EditionView]:
    """All months, the latest first. No file is read for it, but for those that an older release made."""
    found = Edition.objects.order_by("-month").values_list(*_SUMMARY)
    return [
        EditionView(month, licence, sha256, at, *(_counted(month) if cells is None else (cells, gone or 0)))
        for month, licence, sha256, at, cells, gone in found
    ]


def edition(month: str) -> bytes:
    """The bytes whose hash is on the record. Raises NoSuchEdition."""
    row = Edition.objects.filter(month=month).first()
    if row is None:
        raise NoSuchEdition
    return row.body.encode()


def table_csv(name: str) -> str:
    """One table over all months, oldest first (RFC 4180); what is withheld is empty. Raises NoSuchEdition."""
    if name not in Table.values:
        raise NoSuchEdition
    return _csv(name, tuple(Edition.objects.order_by("month").values_list("sha256", flat=True)))


@lru_cache(maxsize=len(Table))
def _csv(name: str, months: tuple[str, ...]) -> str:
    """Of these files, by their hashes: they never change, so it is written anew when a month is added."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for body in Edition.objects.filter(sha256__in=months).order_by("month").values_list("body", flat=True):
        told = json.loads(body)
        for table in told["tables"]:
            if table["name"] == name:
                writer.writerows(_rows(told, table))
    return text.getvalue()


def _rows(told: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for each in table["periods"]:
        for cell, value in each["cells"].items():
            shown = "" if value is None else str(value)
            yield told["month"], each["period"], cell, table["unit"], shown, told["licence"]


def schema(base: str) -> dict[str, Any]:
    """What an edition looks like: JSON Schema (json-schema.org, draft 2020-12)."""
    number = {
        "type": ["integer", "null"],
        "minimum": 0,
        "description": "null: withheld, since few people stand behind it or one that it would give away",
    }
    period = {
        "type": "object",
        "properties": {
            "period": {
                "type": "string",
                "pattern": "^[0-9]{4}-([0-9]{2}|W[0-9]{2})$",
                "description": "a month, or a week by ISO 8601 that ends in it",
            },
            "cells": {
                "type": "object",
                "additionalProperties": number,
                "required": [ALL],
                "description": f"whole numbers by name; {ALL!r} is what all others come to",
            },
        },
        "required": ["period", "cells"],
        "additionalProperties": False,
    }
    table = {
        "type": "object",
        "properties": {
            "name": {"enum": Table.values},
            "unit": {"type": "string", "description": "what the numbers count"},
            "periods": {"type": "array", "items": period},
        },
        "required": ["name", "unit", "periods"],
        "additionalProperties": False,
    }
    properties: dict[str, Any] = {
        "schema": {"const": VERSION},
        "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "co_op": {"type": "string"},
        "licence": {"enum": Licence.values, "description": "as SPDX names it"},
        "least_people": {"type": "integer", "minimum": 5},
        "rule": {"type": "string", "description": "by which cells were withheld, as the rulebook names it"},
        "tables": {"type": "array", "items": table},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/open-data/{VERSION}/schema.json",
        "title": "A month of a co-op in numbers",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _counted(month: str) -> tuple[int, int]:
    return counted(json.loads(edition(month)))
