"""May the release before go on serving while, and after, this one migrates? Only if a migration just expands.

What takes away, renames or forbids belongs into the release after, when nobody asks for it any more. If a
migration is safe for a reason its operations don't show, it says so: `side_by_side = "why"` on its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import operations as each_is
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

#: Whatever the release before asks for is there as it was.
_ONLY_MORE = (
    each_is.CreateModel,
    each_is.AddIndex,
    each_is.RenameIndex,
    each_is.RemoveIndex,
    each_is.RemoveConstraint,
    each_is.AlterModelOptions,
    each_is.AlterModelManagers,
    each_is.AlterModelTableComment,
    each_is.AlterOrderWithRespectTo,
)


def breaking(migrations: Iterable[Migration], state: ProjectState) -> Iterator[str]:
    """What the release before could not live with, in words; `state` is that of the models before.

    Tables that it does not know yet may be changed in any way.
    """
    known = set(state.models)
    for each in migrations:
        is_declared = bool(getattr(each, "side_by_side", ""))
        for operation in each.operations:
            model = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)
            is_new = model is not None and (each.app_label, model) not in known
            why = "" if is_declared or is_new else _why_not(operation, each.app_label, state)
            if why:
                yield f"{each.app_label}.{each.name}: {why}"
            operation.state_forwards(each.app_label, state)


def newer_than(released: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The same, of all migrations here that are not among those released, nor among what they rest on."""
    loader = MigrationLoader(None)
    known = {each for leaf in released for each in loader.graph.forwards_plan(leaf)}
    plan = [
        each
        for leaf in loader.graph.leaf_nodes()
        for each in loader.graph.forwards_plan(leaf)
        if each not in known
    ]
    if plan:
        state = loader.project_state(sorted(known)) if known else ProjectState()
        yield from breaking([loader.graph.nodes[each] for each in dict.fromkeys(plan)], state)


def breaking_here(connection: BaseDatabaseWrapper, plan: Iterable[tuple[Migration, bool]]) -> list[str]:
    """The same, of a plan as Django works it out for this database. Going back always breaks."""
    steps = list(plan)
    back = [f"{each.app_label}.{each.name}: goes back" for each, is_back in steps if is_back]
    if back or not steps:
        return back
    loader = MigrationLoader(connection)
    done = [each for each in loader.applied_migrations if each in loader.graph.nodes]
    return list(breaking([each for each, _is_back in steps], loader.project_state(done)))


def _why_not(operation: Operation, app_label: str, state: ProjectState) -> str:
    if isinstance(operation, each_is.SeparateDatabaseAndState):
        inner = (_why_not(each, app_label, state) for each in operation.database_operations)
        return next(filter(None, inner), "")
    if isinstance(operation, _ONLY_MORE):
        return ""
    judge = _JUDGES.get(type(operation))
    return (
        f"{operation.describe()}: may take away what is still used"
        if judge is None
        else judge(operation, app_label, state)
    )


def _why_not_added(operation: Any, _app_label: str, _state: ProjectState) -> str:
    field: Field[Any, Any] = operation.field
    is_filled = field.null or field.db_default is not NOT_PROVIDED or getattr(field, "generated", False)
    if is_filled or isinstance(field, ManyToManyField):
        return ""
    return f"{operation.describe()}: rows that are written without it would be refused; give it a db_default"


def _why_not_altered(operation: Any, app_label: str, state: ProjectState) -> str:
    model = state.models[app_label, operation.model_name_lower]
    before, after = (_as_stored(each) for each in (model.fields[operation.name], operation.field))
    grows = (before.pop("max_length", 0) or 0) <= (after.pop("max_length", 0) or 0)
    opens = after.pop("null", False) or not before.pop("null", False)
    before.pop("null", None)
    if grows and opens and before == after:
        return ""
    return f"{operation.describe()}: what the release before writes may be refused"


def _why_not_code(operation: Any, _app_label: str, _state: ProjectState) -> str:
    return f"{operation.describe()}: nobody but its author knows; say so with side_by_side"


def _as_stored(field: Field[Any, Any]) -> dict[str, Any]:
    """What the database keeps of a field: not its words, choices or checks in Python."""
    _name, path, _args, options = field.deconstruct()
    kept = {name: value for name, value in options.items() if name not in field.non_db_attrs}
    kept.pop("default", None)
    return {"path": path, **kept}


_JUDGES: dict[type[Operation], Callable[[Any, str, ProjectState], str]] = {
    each_is.AddField: _why_not_added,
    each_is.AlterField: _why_not_altered,
    each_is.RunPython: _why_not_code,
    each_is.RunSQL: _why_not_code,
}
