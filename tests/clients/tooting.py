"""toot as a person at a terminal runs it. It is a program of its own here, and never imported.

She signs in by the program as it is installed; what she says after that is said by forks of one that has
been started already (`toots.py`).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests import absent, preloaded
from tests.clients.browsing import Browser
from tests.served import Coop

_PATIENCE = 120.0  # seconds until a command must be done, on a busy machine


@cache
def _loaded(program: str) -> socket.socket:
    unsettled = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONIOENCODING": "utf-8"}
    return preloaded.forking(["tests.clients.toots", program], environment=unsettled)


class Toot:
    """toot with a home of its own, and everything it says goes by the way of `ear`."""

    def __init__(self, home: Path, ear: str) -> None:
        self._program = Path(sys.executable).parent / "toot"
        if not self._program.exists():
            absent.skip("toot", "pip install -r requirements/dev.lock")
        self._surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "PYTHONIOENCODING": "utf-8",
            "http_proxy": ear,
            "no_proxy": "",
        }

    def signs_in(self, coop: Coop, handle: str) -> None:
        """`toot login`, with the page that it names opened in a browser, and the code typed in."""
        with subprocess.Popen(
            [self._program, "login", "--instance", coop.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self._surroundings,
        ) as running:
            said = iter(running.stdout.readline, "") if running.stdout else iter(())
            question = next(each.strip() for each in said if each.startswith("http"))
            with Browser(coop.url) as browser:
                code = browser.code_for(question, handle)
            rest, _nothing = running.communicate(f"n\n{code}\n")
        assert running.returncode == 0, rest

    def says(self, *words: str, ok: bool = True) -> str:
        """What a command prints; fails unless it ends as expected."""
        by = _loaded(str(self._program))
        done = preloaded.run(words, environment=self._surroundings, patience=_PATIENCE, module="toot", by=by)
        assert (done.returncode == 0) == ok, f"toot {words}: {done.stdout}\n{done.stderr}"
        return done.stdout if ok else done.stderr

    def gives(self, *words: str) -> Any:
        """The same as JSON, which may stand behind a word about waiting."""
        return json.loads(self.says(*words, "--json").splitlines()[-1])
