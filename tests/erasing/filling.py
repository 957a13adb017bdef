"""Rows of every kind about one person, made from the tables themselves: what is new is filled in by itself.

Rules between columns are put aside for it, as are foreign keys: a row need not make sense, it must say her
mark in every column that takes free text. What it points at is the one row of the other kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from commonhold.social.people.models import Login, Person
from tests.cast import MORNING

#: Every row that is filled in bears this id, or one of those after it.
FIRST = 1_234_567_890_123_456
#: What would make her somebody else, or is made by what the tests do.
_MADE_BY_HER = {"people.CoopAccount", "erasing.Erasure"}
_FREE = ("CharField", "TextField", "EmailField", "URLField")


@dataclass(frozen=True)
class Filled:
    """A row that was filled in; `role` is the column that names her, empty where a row above does."""

    model: type[models.Model]
    role: str


@dataclass(frozen=True)
class Whose:
    """About whom rows are: her own ids, somebody else's, and her mark."""

    person_id: int
    login_id: int
    others: tuple[int, ...]  # as many as one row may name besides her
    mark: str

    def marked(self, number: int) -> str:
        return f"{self.mark}{number}" if number else self.mark


def models_about_people() -> set[type[models.Model]]:
    """Those that refer to a person or a login, by themselves or through what they belong to."""
    every = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
    about: set[type[models.Model]] = {Person, Login}
    while True:
        more = {
            each
            for each in every
            if each not in about and any(to.related_model in about for to in _foreign(each))
        }
        if not more:
            return about
        about |= more


def fill(whose: Whose) -> list[Filled]:
    """A row for every column of every table by which it can be about her."""
    done = []
    with rules_put_aside(), transaction.atomic():
        for model in sorted(models_about_people(), key=lambda each: each._meta.db_table):
            if model in {Person, Login} or model._meta.label in _MADE_BY_HER:
                continue
            roles = [each.attname for each in _foreign(model) if each.related_model in {Person, Login}]
            for number, role in enumerate(roles or [""]):
                _insert_somehow(model, role, number, whose)
                done.append(Filled(model, role.removesuffix("_id")))
    return done


@contextmanager
def rules_put_aside() -> Iterator[None]:
    """Foreign keys, checks and what must be balanced do not count in here, in this database alone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA ignore_check_constraints=ON")
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' "
                "AND connamespace = 'public'::regnamespace"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=ON")
            for _name, sql in triggers:
                cursor.execute(sql.replace("%", "%%"), [])
        else:
            cursor.execute("SET session_replication_role = origin")


def columns_with(whose: Whose) -> set[str]:
    """`table.column ROLE` of everything in the database in which her mark stands, read as text.

    ROLE is the column by which the row is about her, empty where a row above is.
    """
    found: set[str] = set()
    roles_of = _roles()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            roles = roles_of.get(table, [""])
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 - our own tables
            for name in [each[0] for each in cursor.description or ()]:
                text = f'CAST("{name}" AS TEXT)'
                wanted = [f"%{whose.mark}%", f"%{whose.mark.encode().hex()}%"]
                asked = f'SELECT {text} FROM "{table}" WHERE {text} LIKE %s OR {text} LIKE %s'  # noqa: S608
                cursor.execute(asked, wanted)
                for (value,) in cursor.fetchall():
                    number = re.search(rf"{whose.mark}(\d?)", value)
                    place = int(number[1] or 0) if number else 0
                    found.add(f"{table}.{name} {roles[min(place, len(roles) - 1)]}".strip())
    return found


def _roles() -> dict[str, list[str]]:
    return {
        each._meta.db_table: [
            field.name for field in _foreign(each) if field.related_model in {Person, Login}
        ]
        or [""]
        for each in models_about_people()
    }


def _foreign(model: type[models.Model]) -> list[Any]:
    return [each for each in model._meta.concrete_fields if each.is_relation]


def _insert_somehow(model: type[models.Model], role: str, number: int, whose: Whose) -> None:
    """Where two of a kind may not belong to the same row, the second belongs to one that is not there.

    Where she may have one of a kind alone and has it, that one serves.
    """
    try:
        _insert(model, _row(model, role, number, whose, 0))
    except DatabaseError:
        if not _has_one(model, role, whose):
            _insert(model, _row(model, role, number, whose, number))


def _row(model: type[models.Model], role: str, number: int, whose: Whose, apart: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        value = SHAPES.get(f"{model._meta.label}.{each.name}")
        row[str(each.column)] = (
            _value(each, role, number, whose, apart) if value is None else value(whose.mark)
        )
    return row


def _value(field: Any, role: str, number: int, whose: Whose, apart: int) -> Any:
    if field.is_relation:
        if field.related_model is Login:
            return whose.login_id
        if field.related_model is Person:
            other = None if field.null else whose.others[number]
            return whose.person_id if field.attname == role else other
        if field.target_field.get_internal_type() == "CharField":  # a month
            return f"{MORNING:%Y-%m}"
        return _first(field.target_field) + (number if field.unique else apart)
    if field.primary_key and field.get_internal_type() != "CharField":
        return _first(field) + number
    return _plain(field, number, whose)


def _first(field: Any) -> int:
    """Libraries' tables have smaller ids."""
    return FIRST % 10**9 if field.get_internal_type() in {"AutoField", "IntegerField"} else FIRST


def _plain(field: Any, number: int, whose: Whose) -> Any:
    kind = field.get_internal_type()
    if field.choices:
        return field.flatchoices[0][0]
    if kind in _FREE:
        text = whose.marked(number)
        return text if field.max_length is None or field.max_length >= len(text) else str(number)
    made: dict[str, Callable[[], Any]] = {
        "JSONField": lambda: _json(field, whose),
        "BinaryField": whose.mark.encode,
        "BooleanField": lambda: False,
        "DateTimeField": lambda: connection.ops.adapt_datetimefield_value(
            MORNING + timedelta(minutes=number)
        ),
        "DateField": lambda: MORNING.date().isoformat(),
    }
    if field.null and kind not in {"JSONField", "BinaryField"}:
        return None
    return made.get(kind, lambda: number + 1)()


def _json(field: Any, whose: Whose) -> Any:
    empty = field.default() if callable(field.default) else field.default
    value = {whose.mark: whose.mark} if isinstance(empty, dict) else [whose.mark]
    return connection.ops.adapt_json_value(value, field.encoder)


def _has_one(model: type[models.Model], role: str, whose: Whose) -> bool:
    hers = {role: whose.login_id if role == "user_id" else whose.person_id}
    return bool(role) and model._default_manager.filter(**hers).exists()


def _insert(model: type[models.Model], row: dict[str, Any]) -> None:
    names = ", ".join(f'"{each}"' for each in row)
    places = ", ".join(["%s"] * len(row))
    into = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608 - our own tables
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(into, list(row.values()))


#: Columns whose readers need more than text: by `app.Model.field`, from the mark.
SHAPES: dict[str, Callable[[str], Any]] = {
    "moderation.Case.copy": lambda mark: json.dumps({"url": mark, "text": mark}),
    "moderation.Report.copy": lambda mark: json.dumps({"url": mark, "text": mark}),
    "archives.Import.survey": lambda mark: json.dumps({"account": mark, "posts": 1}),
    "feeds.Ranking.rows": lambda mark: json.dumps([mark]).encode(),
    "feeds.Ranking.order": lambda mark: json.dumps([mark]).encode(),
    "filters.Filter.keywords": lambda mark: json.dumps([{"id": 1, "phrase": mark, "is_whole": True}]),
    "filters.Filter.posts": lambda _mark: "[]",
}
