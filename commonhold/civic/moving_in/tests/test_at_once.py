"""Two treasurers press the same button."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from commonhold.civic.moving_in import actions
from commonhold.civic.moving_in.refusals import NotNow
from commonhold.civic.moving_in.tests.conftest import BALANCES, found_yard
from commonhold.ground.ledger import queries as books


@pytest.mark.both_databases
def test_a_file_is_written_once(committing_db: None) -> None:
    yard = found_yard()
    made = yard.bring("balances", BALANCES)
    said: list[str] = []

    def press() -> None:
        try:
            said.append(str(actions.write(yard.ids["ben"], import_id=made, now=yard.now)))
        except NotNow:
            said.append("not now")
        finally:
            connection.close()

    both = [threading.Thread(target=press, daemon=True) for _each in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == ["3", "not now"]
    assert books.balance("assets:bank") == {"EUR": 123_450}
    assert books.check().ok
