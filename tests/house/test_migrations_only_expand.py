"""The release before can serve beside this one: migrations since then take nothing away."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.signals import pre_migrate

from commonhold.ground import guards
from commonhold.ground.changes import triggers
from commonhold.ground.guards import expanding
from tests.house.released import released


def _state() -> ProjectState:
    state = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("words", models.CharField(max_length=20)),
    ]
    state.add_model(ModelState("bees", "Hive", fields))
    return state


def _migration(*operations: Operation, **declared: str) -> Migration:
    made: type[Migration] = type("Next", (Migration,), {"operations": list(operations), **declared})
    return made("0002_next", "bees")


def _wrong(*operations: Operation, **declared: str) -> list[str]:
    return list(expanding.breaking([_migration(*operations, **declared)], _state()))


def _field(name: str, field: models.Field[Any, Any]) -> Operation:
    return migrations.AddField("Hive", name, field)


def _altered(field: models.Field[Any, Any]) -> Operation:
    return migrations.AlterField("Hive", "words", field)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("Hive", "words"),
        migrations.RenameField("Hive", "words", "text"),
        migrations.RenameModel("Hive", "Skep"),
        migrations.DeleteModel("Hive"),
        migrations.AlterModelTable("Hive", "skeps"),
        _field("bees", models.IntegerField()),
        _field("bees", models.IntegerField(default=1)),  # Django's own default leaves none in the database
        _altered(models.CharField(max_length=10)),
        _altered(models.IntegerField()),
        _altered(models.CharField(max_length=20, unique=True)),
        migrations.AddConstraint("Hive", models.UniqueConstraint(fields=["words"], name="one")),
        migrations.RunSQL("UPDATE bees_hive SET words = ''", ""),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.DeleteModel("Hive")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_could_not_live_with_is_named(operation):
    (wrong,) = _wrong(operation)
    assert wrong.startswith("bees.0002_next: ")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Skep", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddIndex("Hive", models.Index(fields=["words"], name="by_words")),
        _field("bees", models.IntegerField(null=True)),
        _field("bees", models.IntegerField(db_default=1)),
        _altered(models.CharField(max_length=40, null=True, verbose_name="what is said", default="")),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Hive")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_only_adds_is_well(operation):
    assert _wrong(operation) == []


def test_a_table_that_is_new_may_be_changed_in_any_way():
    made = migrations.CreateModel("Skep", [("id", models.BigAutoField(primary_key=True))])
    assert _wrong(made, migrations.AddField("Skep", "bees", models.IntegerField())) == []


def test_an_author_may_say_why_it_is_safe():
    assert _wrong(migrations.RemoveField("Hive", "words"), side_by_side="unread since 0.2") == []


def test_nothing_since_the_last_release_breaks_it():
    assert list(expanding.newer_than(released())) == []


@pytest.mark.both_databases
@pytest.mark.only_on("postgresql")
def test_guards_stay_where_tables_only_grow_and_step_aside_where_not(committing_db, monkeypatch):
    def begins(*operations: Operation) -> list[str]:
        plan = [(_migration(*operations), False)]
        for app in apps.get_app_configs():
            pre_migrate.send(sender=app, using="default", plan=plan, verbosity=0)
        return guards.all_missing(connection)

    monkeypatch.setattr(MigrationLoader, "project_state", lambda *_: _state())
    assert begins(_field("bees", models.IntegerField(null=True))) == []
    assert triggers.missing(connection) == []
    assert begins(migrations.RemoveField("Hive", "words")) != []
    guards.create_all(connection)
