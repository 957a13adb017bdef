"""The guards themselves: kept through migrations, missed when gone, and what they cannot refuse is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations import Migration
from django.db.models.signals import pre_migrate

from commonhold.ground.ledger import queries
from commonhold.ground.ledger.guards import missing_guards
from commonhold.ground.ledger.models import Transaction
from commonhold.ground.ledger.queries import Check, UnsoundLedger
from commonhold.ground.ledger.tests.books import Pen, open_books, post_dues, raw_pen

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _books(committing_db: None) -> None:
    open_books()
    post_dues()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_migrated_database_has_every_guard() -> None:
    assert missing_guards() == []
    queries.must_be_sound()


def test_a_dropped_trigger_is_missed_and_the_next_migration_puts_it_back() -> None:
    on_table = "" if connection.vendor == "sqlite" else "ON ledger_leg"
    run(f"DROP TRIGGER ledger_leg_insert {on_table}")
    assert missing_guards() == ["ledger_leg_insert"]
    with pytest.raises(UnsoundLedger, match=r"ledger_leg_insert.*commonhold migrate"):
        queries.must_be_sound()
    call_command("migrate", verbosity=0)
    queries.must_be_sound()


def test_a_hollow_trigger_of_the_same_name_is_missed() -> None:
    if connection.vendor == "sqlite":
        run("DROP TRIGGER ledger_seal_insert")
        run("CREATE TRIGGER ledger_seal_insert BEFORE INSERT ON ledger_seal BEGIN SELECT 1; END")
    else:
        run(
            "CREATE OR REPLACE FUNCTION ledger_guard_seal() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'"
        )
    assert missing_guards() == ["ledger_seal_insert"]


def test_a_seal_that_nothing_asks_for_is_missed() -> None:
    if connection.vendor == "sqlite":
        run("PRAGMA writable_schema = ON")
        run(
            "UPDATE sqlite_master SET sql = replace(replace(sql, "
            """'"seal_id" bigint NOT NULL REFERENCES "ledger_seal" ("id") DEFERRABLE INITIALLY DEFERRED', """
            """'"seal_id" bigint NOT NULL'), ', CONSTRAINT "ledger_seal_is_its_own" CHECK ', ', CHECK ') """
            "WHERE name = 'ledger_transaction'"
        )
        connection.close()
    else:
        run("ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_seal_is_its_own")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'f' "
                "AND conrelid = 'ledger_transaction'::regclass AND confrelid = 'ledger_seal'::regclass"
            )
            (name,) = cursor.fetchone()
        run(f'ALTER TABLE ledger_transaction DROP CONSTRAINT "{name}"')
    assert missing_guards() == ["ledger_transaction.seal_id", "ledger_seal_is_its_own"]


def test_guards_that_are_switched_off_are_missed() -> None:
    if connection.vendor == "sqlite":
        run("PRAGMA foreign_keys = OFF")
        assert missing_guards() == ["foreign keys"]
    else:
        run("ALTER TABLE ledger_leg DISABLE TRIGGER ledger_leg_change")
        run("SET session_replication_role = replica")
        assert missing_guards() == ["ledger_leg_change", "foreign keys"]


@pytest.mark.only_on("sqlite")  # where an empty database is quickest
def test_before_the_first_migration_every_guard_is_missing(tmp_path: Path) -> None:
    empty = connection.copy()
    empty.settings_dict["NAME"] = str(tmp_path / "empty.sqlite3")
    assert {"ledger_seal_insert", "ledger_transaction.seal_id"} <= set(missing_guards(empty))
    empty.close()


def test_a_migration_can_alter_a_table_and_leaves_it_guarded() -> None:
    """Were the guards in place, SQLite could not rebuild the table: a trigger would miss it half way."""
    ledger = apps.get_app_config("ledger")
    pre_migrate.send(sender=ledger, using="default", plan=[(Migration("wider", "ledger"), True)], verbosity=0)
    assert "ledger_leg_insert" in missing_guards()
    _widen_kind()
    call_command("migrate", verbosity=0)
    assert missing_guards() == []
    assert queries.check().ok


def test_migrating_when_nothing_is_to_be_done_never_drops_a_guard() -> None:
    pre_migrate.send(sender=apps.get_app_config("ledger"), using="default", plan=[], verbosity=0)
    assert missing_guards() == []


def test_an_entry_written_with_foreign_keys_off_is_found() -> None:
    intruder = connection.copy()
    switch = {"sqlite": "PRAGMA foreign_keys = OFF", "postgresql": "SET session_replication_role = replica"}
    with intruder.cursor() as cursor:
        cursor.execute(switch[connection.vendor])
        unsealed = Pen(cursor).transaction()
        Pen(cursor).leg(unsealed, 500)
    intruder.close()
    assert queries.check() == Check(ok=False, unsealed=[unsealed], unbalanced=[unsealed], missing_guards=[])
    with pytest.raises(UnsoundLedger, match=str(unsealed)):
        queries.must_be_sound()


def test_an_amount_changed_while_a_guard_was_gone_is_found_when_it_is_back() -> None:
    (entry,) = queries.entries()
    name = "ledger_leg_update" if connection.vendor == "sqlite" else "ledger_leg_change ON ledger_leg"
    run(f"DROP TRIGGER {name}")
    run("UPDATE ledger_leg SET amount = 600 WHERE amount = 500")
    call_command("migrate", verbosity=0)
    assert queries.check() == Check(ok=False, unsealed=[], unbalanced=[entry.id], missing_guards=[])


def test_a_savepoint_cannot_end_with_an_unsealed_entry() -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError), raw_pen() as pen:
            _leave_unsealed(pen)
        post_dues(key="dues:2")
    assert [entry.key for entry in queries.entries()] == ["dues:2", "dues:1"]


def test_after_the_savepoint_constraints_wait_for_the_commit_again() -> None:
    with raw_pen() as pen:
        queries.must_be_sealed()
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")
        pen.seal(new)
    assert len(queries.entries()) == 2


def _leave_unsealed(pen: Pen) -> None:
    pen.transaction()
    queries.must_be_sealed()


def _widen_kind() -> None:
    wider = models.CharField(max_length=120)
    wider.set_attributes_from_name("kind")
    with connection.schema_editor() as editor:
        editor.alter_field(Transaction, Transaction._meta.get_field("kind"), wider)
