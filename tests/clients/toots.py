"""toot loaded once for many: `python -m tests.clients.toots FD PROGRAM`, which `tooting.py` starts and asks.

It stays a program of its own (docs/adr/0016): the installed one is run here once, for its version, and what
it has loaded for that is there for each that is then forked off and runs it as it stands.
"""

from __future__ import annotations

import runpy
import socket
import sys
from typing import Any

from tests import forking


def main() -> None:
    asked, program = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]

    def run(words: list[str]) -> int:
        sys.argv = [program, *words]
        return forking.status_of(lambda: runpy.run_path(program, run_name="__main__"))

    def run_asked(what: dict[str, Any], _by: socket.socket) -> int:
        return run(what["words"])

    assert run(["--version"]) == 0
    forking.serve(asked, run_asked)


if __name__ == "__main__":
    main()
