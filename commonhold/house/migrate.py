"""`commonhold migrate`: bring the database up to date, guards included."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from commonhold.doors.console.answer import Subparsers
from commonhold.ground import guards
from commonhold.ground.changes import triggers
from commonhold.ground.charter import actions as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.guards.expanding import breaking_here
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs.turns import one_at_a_time, others_here
from commonhold.ground.refusal import Refusal
from commonhold.house import first_tables, joining
from commonhold.house.startup import is_new, key_is_lost, migrations_waiting, newer_than_this, trouble
from commonhold.social.people.queries import coop_account_id


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("migrate", help="bring the database up to date")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{new_parameters}`: charter keys that an upgrade brought, with yesterday's behaviour."""
    with one_at_a_time("migrate"):
        newer = newer_than_this()  # another release may have had its turn before us
        if newer:
            raise Refusal(newer)
        return {"new_parameters": migrate()}


def bring_up() -> str:
    """Before serving or working: migrate what waits, and look. Why it can't be done, in words, or nothing.

    Of processes that start together, one does it and the others find it done.
    """
    with one_at_a_time("migrate"):
        # First a look: migrating would put a guard that somebody took away back in silence.
        waiting = migrations_waiting()
        wrong = newer_than_this() if waiting else trouble(is_migrated=True)
        if wrong:
            return wrong
        try:
            migrate(is_migrated=not waiting)
        except Refusal as refusal:
            return str(refusal)
        return (trouble() if waiting else "") or key_is_lost()


def migrate(*, is_migrated: bool = False) -> list[str]:
    """Migrate quietly, then write down the defaults of parameters that the charter did not have.

    Where nothing waits, the guards alone are put in place: Django would work out every model to do nothing.
    A co-op that was founded before it had an account of its own gets one. `is_migrated`: nothing waits.
    Raises Refusal where others serve that could not live with what waits.
    """
    if not is_migrated and (is_new() or migrations_waiting()):
        joining.join()
        first_tables.lay()
        _must_be_alone()
        call_command("migrate", verbosity=0, interactive=False)
    else:
        # A role that owns no tables may serve: it can put nothing in place, and mostly need not.
        if guards.all_missing(connection):
            guards.create_all(connection)
        if triggers.missing(connection):
            triggers.create(connection)
    extended = charter.extend(now=clock.now())
    if place() is not None and coop_account_id() is None:
        _have_the_account_opened()
    return extended


def _have_the_account_opened() -> None:
    from commonhold.civic.members.coop_account import schedule_coop_account  # noqa: PLC0415 - once in a co-op's life

    joining.join()
    schedule_coop_account(now=clock.now())


def _must_be_alone() -> None:
    """Raises Refusal where other processes serve and the tables would not only grow."""
    others = others_here()
    if not others:
        return
    executor = MigrationExecutor(connection)
    wrong = breaking_here(connection, executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if wrong:
        raise Refusal(
            _(
                "{number} other processes of this co-op are running, and their release could not go on with "
                "what this one changes ({what}). Nothing was changed. Stop them first, then start this one."
            ),
            number=others,
            what="; ".join(wrong[:3]),
        )
