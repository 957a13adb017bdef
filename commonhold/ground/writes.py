"""Writes that happen very often: their SQL is made once, as `prepared.py` makes that of queries.

What they write is what Django would: values go through the fields of the model. But no signals are sent, and
nothing goes along with a row that is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain
from types import NoneType
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    CharField,
    DateTimeField,
    Field,
    IntegerField,
    Model,
    QuerySet,
    TextField,
)
from django.db.models.sql import DeleteQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from commonhold.ground.prepared import Prepared, Value, adapted
from commonhold.ground.statements import ask, write

_M = TypeVar("_M", bound=Model)


class Insert(Generic[_M]):
    """Writes rows of one model. Values are called as its columns, `post_id`; others have their defaults."""

    def __init__(self, model: type[_M]) -> None:
        self._model = model
        self._forms: dict[tuple[str, bool], _Form] = {}

    def unless_there(self, **values: Any) -> bool:
        """Write a row, unless there is one with its key; was it new?"""
        used = connections[DEFAULT_DB_ALIAS]
        form = self._form(used, has_id=self._id in values)
        return bool(write(used, form.unless_there, form.params(used, values)))

    def all_unless_there(self, rows: Iterable[dict[str, Any]]) -> set[int]:
        """As many rows in one statement, each with an id of its own; the ids of those that were new."""
        used = connections[DEFAULT_DB_ALIAS]
        form = self._form(used, has_id=True)
        filled = [form.params(used, each) for each in rows]
        if not filled:
            return set()
        return {row[0] for row in ask(used, form.many(len(filled)), list(chain.from_iterable(filled)))}

    def one(self, **values: Any) -> None:
        """Write a row. Raises IntegrityError where there is one with its key."""
        used = connections[DEFAULT_DB_ALIAS]
        form = self._form(used, has_id=self._id in values)
        write(used, form.one, form.params(used, values))

    def made(self, row: _M) -> None:
        """Write a row that was made with its id, as `row.save(force_insert=True)` does."""
        self.one(**{each.attname: getattr(row, each.attname) for each in self._model._meta.concrete_fields})
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    @property
    def _id(self) -> str:
        return self._model._meta.pk.attname

    def _form(self, used: BaseDatabaseWrapper, *, has_id: bool) -> _Form:
        key = (used.vendor, has_id)
        if key not in self._forms:
            fields = [each for each in self._model._meta.concrete_fields if has_id or not each.primary_key]
            self._forms[key] = _form(used, self._model, fields)
        return self._forms[key]


class Update(Prepared):
    """An UPDATE of the rows that `build` finds; `columns` are set to values of the same names."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *columns: str) -> None:
        super().__init__(build)
        self._columns = columns

    def run(self, **values: Value) -> int:
        """How many rows there were."""
        used = connections[DEFAULT_DB_ALIAS]
        return self._statement(used, values).run(used, values)

    def _compiler(self, stand_ins: dict[str, Any]) -> SQLCompiler:
        values = {name: stand_ins.pop(name) for name in self._columns}
        query: Any = self._build(**stand_ins).query.chain(UpdateQuery)
        query.add_update_values(values)
        made: SQLCompiler = query.get_compiler(DEFAULT_DB_ALIAS)
        return made


class Delete(Prepared):
    """A DELETE of the rows that `build` finds, to which no other row points."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        super().__init__(build)
        self._look = Prepared(lambda **values: build(**values).values_list("pk")[:1])

    def run_if_any(self, **values: Value) -> int:
        """The same after a look, for what mostly finds nothing: no other writer has to wait for that."""
        return self.run(**values) if self._look.ids(**values) else 0

    def run(self, **values: Value) -> int:
        """How many rows there were."""
        used = connections[DEFAULT_DB_ALIAS]
        return self._statement(used, values).run(used, values)

    def _compiler(self, stand_ins: dict[str, Any]) -> SQLCompiler:
        query = self._build(**stand_ins).query.chain(DeleteQuery)
        made: SQLCompiler = query.get_compiler(DEFAULT_DB_ALIAS)
        return made


class _Form(NamedTuple):
    """The parts of an INSERT, and what fills it: names, fields, types that need no turning, and defaults."""

    begin: str
    places: str
    id: str
    fields: tuple[tuple[str, Field[Any, Any], frozenset[type], Any], ...]

    @property
    def one(self) -> str:
        return f"{self.begin} {self.places}"

    @property
    def unless_there(self) -> str:
        return f"{self.begin} {self.places} ON CONFLICT DO NOTHING"

    def many(self, count: int) -> str:
        return f"{self.begin} {', '.join([self.places] * count)} ON CONFLICT DO NOTHING RETURNING {self.id}"

    def params(self, used: BaseDatabaseWrapper, values: dict[str, Any]) -> list[Any]:
        """Raises TypeError for a value that is called like none of the columns."""
        filled: list[Any] = []
        left = len(values)
        for name, field, plain, default in self.fields:
            if name in values:
                value = values[name]
                left -= 1
            elif default is not _ASKED:
                filled.append(default)
                continue
            else:
                value = field.get_default()
            kind = type(value)
            if kind not in plain:
                filled.append(field.get_db_prep_save(value, connection=used))
            else:
                filled.append(adapted(used, value) if kind is datetime else value)
        if left:
            unknown = values.keys() - {each[0] for each in self.fields}
            raise TypeError(f"no column is called so: {', '.join(sorted(unknown))}")
        return filled


def _form(used: BaseDatabaseWrapper, model: Any, fields: list[Any]) -> _Form:
    name = used.ops.quote_name
    columns = ", ".join(name(each.column) for each in fields)
    return _Form(
        begin=f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES",
        places=f"({', '.join(['%s'] * len(fields))})",
        id=name(model._meta.pk.column),
        fields=tuple((each.attname, each, _plain(each), _default(each)) for each in fields),
    )


def _default(field: Any) -> Any:
    """What stands there where nothing is said, if it is always the same and needs no turning."""
    is_same = not callable(field.default) and not isinstance(field.default, datetime)
    value = field.get_default() if is_same else _ASKED
    return value if type(value) in _plain(field) else _ASKED


def _plain(field: Any) -> frozenset[type]:
    """Types whose values no field of this kind turns into anything else, nor asks what they are."""
    kept = field.target_field if field.is_relation else field
    for kinds, plain in _PLAIN.items():
        if isinstance(kept, kinds):
            return frozenset({plain, NoneType})
    return frozenset()


#: A default that is made anew for each row.
_ASKED = object()
_PLAIN = {(IntegerField, AutoField): int, (CharField, TextField): str, (DateTimeField,): datetime}
