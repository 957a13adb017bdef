"""A PostgreSQL of the tests' own: in a temporary folder, on a socket, as an unprivileged user."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

from tests import absent

_USER = "nobody"
_PATIENCE = 60.0  # seconds until a server must answer


class Server:
    """Runs until `stop`, or until the tests' own process dies. Databases are named by who asks."""

    def __init__(self) -> None:
        self._programs = absent.postgresql_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="commonhold-postgres-"))
        self._numbers = count(1)
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "commonhold", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = ["listen_addresses=", "fsync=off", "max_connections=40"]
        options = [word for each in settings for word in ("-c", each)]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                self._command("postgres", "-D", data, "-k", self.folder, *options),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_answers()

    def url(self, name: str) -> str:
        return f"postgresql://commonhold@{str(self.folder).replace('/', '%2F')}/{name}"

    def create(self, *, template: str = "template0") -> str:
        """A new database, a copy of `template`; returns its name."""
        name = f"copy_{next(self._numbers)}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while subprocess.run(self._command("pg_isready", "-q", "-h", self.folder), check=False).returncode:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def _sql(self, statement: str) -> None:
        self._run("psql", "-h", self.folder, "-U", "commonhold", "-d", "postgres", "-qc", statement)

    def _run(self, program: str, *words: object) -> None:
        command = self._command(program, *words)
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def _command(self, program: str, *words: object) -> list[str]:
        """As an unprivileged user, since PostgreSQL refuses root; and killed when we are."""
        found = self._programs / program
        ours = ["--reuid", _USER, "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        plain = [str(found if found.exists() else program), *map(str, words)]
        return ["setpriv", "--pdeathsig", "QUIT", *ours, *plain]
