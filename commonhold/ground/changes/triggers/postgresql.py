"""The triggers as PostgreSQL spells them: each has a function of its own, which goes with it.

Functions name their search path, so no temporary table can stand in for ours.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from commonhold.ground.changes.register import EVERYTHING, PREFIX, Watch

_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD", "truncate": ""}

_FOUND = """
    SELECT trigger.tgname, pg_get_triggerdef(trigger.oid, true), function.prosrc
    FROM pg_trigger trigger
    JOIN pg_class table_ ON table_.oid = trigger.tgrelid
    JOIN pg_proc function ON function.oid = trigger.tgfoid
    WHERE NOT trigger.tgisinternal AND trigger.tgname LIKE %s
      AND table_.relnamespace = current_schema()::regnamespace AND trigger.tgenabled IN ('O', 'A')
"""
_FUNCTIONS = """
    SELECT proname FROM pg_proc
    WHERE proname LIKE %s AND pronamespace = current_schema()::regnamespace
      AND prorettype = 'trigger'::regtype
"""
_LIKE = PREFIX.replace("_", r"\_") + "%"


def wanted(watch: Watch) -> dict[str, str]:
    return {
        name: _definition(_statement(name, watch, event), _source(watch, event))
        for name, event in _names(watch).items()
    }


def found(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute(_FOUND, [_LIKE])
    return {name: _definition(sql, source) for name, sql, source in cursor.fetchall()}


def create(cursor: CursorWrapper, watch: Watch) -> None:
    for name, event in _names(watch).items():
        cursor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT"
            f" AS $told${_source(watch, event)}$told$"
        )
        cursor.execute(_statement(name, watch, event))


def drop(cursor: CursorWrapper) -> None:
    cursor.execute(_FUNCTIONS, [_LIKE])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP FUNCTION "{name}" CASCADE')


def _names(watch: Watch) -> dict[str, str]:
    events = ("update",) if watch.columns else _EVENTS
    return {f"{PREFIX}{watch.name}_{event}": event for event in events}


def _statement(name: str, watch: Watch, event: str) -> str:
    """Just as `pg_get_triggerdef` gives it back."""
    of = f" OF {', '.join(watch.columns)}" if watch.columns else ""
    each = "STATEMENT" if event == "truncate" else "ROW"
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()}{of} ON {watch.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {name}()"
    )


def _source(watch: Watch, event: str) -> str:
    if event == "truncate":
        told = f"INSERT INTO changes_change (kind, which) VALUES ('{EVERYTHING}', 0);"  # noqa: S608 - our own word
    else:
        told = " ".join(f"{each.told(_EVENTS[event])};" for each in watch.ends)
    return f"BEGIN {told} RETURN NULL; END"


def _definition(statement: str, source: str) -> str:
    return f"{statement}\n{source}"
