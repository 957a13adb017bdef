"""The console, with a plug that pulls itself: `python -m tests.crash.plug TABLE N WORDS…`.

Runs `commonhold WORDS…` and kills itself, as by kill -9, before the Nth statement that writes to TABLE.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from commonhold.house.console import main

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Plug:
    def __init__(self, table: str, times: int) -> None:
        self._table, self._left = f'"{table}"', times

    def plug_in(self, connection: BaseDatabaseWrapper, **_: object) -> None:
        connection.execute_wrappers.append(self)

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Sequence[object],
        many: bool,
        context: Mapping[str, object],
    ) -> Any:
        if sql.startswith(_WRITES) and self._table in sql:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


if __name__ == "__main__":
    plug = Plug(sys.argv[1], int(sys.argv[2]))
    connection_created.connect(plug.plug_in)
    sys.exit(main(sys.argv[3:]))
