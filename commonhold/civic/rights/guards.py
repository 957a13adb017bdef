"""Guards of who looked: triggers by which the database refuses to change or delete a look, whoever writes."""

from __future__ import annotations

from commonhold.ground.guards import Guards
from commonhold.ground.guards.postgresql import Spelling
from commonhold.ground.guards.postgresql import refusing as refusing_on_postgresql
from commonhold.ground.guards.sqlite import refusing, refusing_insert

_TABLES = ("rights_look", "rights_lookedat")
_WORDS = "rights: a look at private data is never changed or deleted"
_REPLACED = {"a look is never replaced": "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"}

_SQLITE = {
    f"{table}_{event}": refusing(event, table, _WORDS) for table in _TABLES for event in ("update", "delete")
} | {
    f"{table}_insert": refusing_insert(
        table, {words: when.format(table=table) for words, when in _REPLACED.items()}, by="rights"
    )
    for table in _TABLES
}
_POSTGRESQL = Spelling(
    {"rights_refuse": refusing_on_postgresql(_WORDS)},
    {
        f"{table}_{name}": ("rights_refuse", f"BEFORE {events} ON {table} FOR EACH {each}")
        for table in _TABLES
        for name, events, each in (
            ("change", "DELETE OR UPDATE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        )
    },
)

GUARDS = Guards("rights", frozenset(_TABLES), _SQLITE, _POSTGRESQL)
