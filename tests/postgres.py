"""A PostgreSQL of the tests' own: in a temporary folder, on a socket, as an unprivileged user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from tests import absent

_USER = "nobody"


class Server:
    """Started on first use, stopped by `stop`. Databases are named by who asks."""

    def __init__(self) -> None:
        self._programs = absent.postgresql_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="commonhold-postgres-"))
        self._numbers = count(1)
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "commonhold", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")

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
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sql(self, statement: str) -> None:
        self._run("psql", "-h", self.folder, "-U", "commonhold", "-d", "postgres", "-qc", statement)

    def _run(self, program: str, *words: object) -> None:
        found = self._programs / program
        command: Sequence[str] = [str(found if found.exists() else program), *map(str, words)]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid", _USER, "--regid", "nogroup", "--clear-groups", *command]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
