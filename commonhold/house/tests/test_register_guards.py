"""A server whose share register is not guarded does not start, until the guards are put back."""

from __future__ import annotations

import pytest
from django.db import connection

from commonhold.civic.shares.guards import GUARDS
from commonhold.house import startup
from commonhold.house.migrate import migrate


@pytest.mark.both_databases
def test_without_the_register_s_guards_nothing_is_served_until_migrating_puts_them_back(
    committing_db: str,
) -> None:
    assert startup.trouble() == ""
    GUARDS.drop(connection)
    assert "share register" in startup.trouble()
    migrate(is_migrated=True)
    assert startup.trouble() == ""
