"""The console, with a plug that pulls itself: `python -m tests.crash.plug STEPS WORDS…`.

Runs `commonhold WORDS…` and kills itself, as by kill -9, before the last of these steps. A step is the Nth
statement that writes to a table since the step before: `a_table:2,another:1`.
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
    def __init__(self, steps: str) -> None:
        counted = (each.split(":") for each in steps.split(","))
        self._waits = [f'"{table}"' for table, times in counted for _each in range(int(times))]

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
        if sql.startswith(_WRITES) and self._waits[0] in sql:
            if len(self._waits) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            del self._waits[0]
        return execute(sql, params, many, context)


if __name__ == "__main__":
    plug = Plug(sys.argv[1])
    connection_created.connect(plug.plug_in)
    sys.exit(main(sys.argv[2:]))
