"""A PostgreSQL of the tests' own: in a temporary folder, on a socket, as an unprivileged user.

Making a cluster with every table takes a while: it is made once a run, and each worker serves its own copy.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import psycopg

from tests import absent

_USER = "nobody"
_PATIENCE = 60.0  # seconds until a server must answer, or be gone
_MADE_WITH = ("-E", "UTF8", "--locale=C", "-N", "--wal-segsize=1")
#: On a socket alone, and otherwise as PostgreSQL comes.
DURABLE = ("listen_addresses=", "max_connections=40")
#: Durable, and others may follow.
FOLLOWED = ("listen_addresses=", "max_connections=300", "wal_level=replica", "max_wal_senders=4")
# Nothing here outlives the tests, so nothing is made sure against a power cut.
_HASTY = (
    *DURABLE,
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)


class Server:
    """Runs until `stop`, or until the tests' own process dies. Databases are named by who asks."""

    def __init__(
        self, cluster: Path | None = None, *, settings: Sequence[str] = _HASTY, within: Path | None = None
    ) -> None:
        """Over a copy of this cluster, as `leave` left it; without, over an empty one. `within`: not where
        temporary files lie.
        """
        self._programs = absent.postgresql_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="commonhold-postgres-", dir=within))
        self._numbers = count(1)
        self._asking: psycopg.Connection | None = None
        self._data = self.folder / "data"
        if cluster is not None:
            shutil.copytree(cluster, self._data)
        self._give_away()
        if cluster is None:
            self._run("initdb", "-D", self._data, "-U", "commonhold", "-A", "trust", *_MADE_WITH)
        options = [word for each in settings for word in ("-c", each)]
        self._serve = self._command("postgres", "-D", self._data, "-k", self.folder, *options)
        self.start()

    def start(self) -> None:
        """At first, and again after `end_in_order`: at the same place, with all that was committed."""
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(self._serve, cwd=self.folder, stdout=log, stderr=log)
        self._wait_until_it_answers()

    def start_if_it_fell(self) -> bool:
        """As whoever looks after programs starts one again that ended by itself. Did it?"""
        if self._server.poll() is None:
            return False
        if self._asking is not None:
            self._asking.close()
            self._asking = None
        self.start()
        return True

    def url(self, name: str) -> str:
        return f"postgresql://commonhold@{str(self.folder).replace('/', '%2F')}/{name}"

    def create(self, *, template: str = "template0", name: str | None = None) -> str:
        """A new database, a copy of `template`; returns its name."""
        name = name or f"copy_{next(self._numbers)}"
        # Copied file by file, as before release 15: its log would have every page of every table.
        assert self._asking is not None
        how = " STRATEGY file_copy" if self._asking.info.server_version >= 150000 else ""
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}{how}")
        return name

    def drop(self, name: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def copy_base(self, folder: Path, *options: str) -> None:
        """What `pg_basebackup` copies of it while it runs."""
        whole = options or ("-X", "none")
        self._run("pg_basebackup", "-h", self.folder, "-U", "commonhold", "-D", folder, "-c", "fast", *whole)

    def replica(self, *, settings: Sequence[str]) -> Server:
        """A server that follows this one, whose settings let it."""
        base = self.folder / "base"
        self.copy_base(base, "-R", "-X", "stream")
        try:
            return Server(base, settings=settings)
        finally:
            shutil.rmtree(base)

    def crash(self) -> None:
        """Stop without any order: what was not made lasting is gone."""
        self._end(signal.SIGQUIT)

    def end_in_order(self) -> None:
        """Stop, and have all that was written archived."""
        self._end(signal.SIGINT)

    def leave(self, folder: Path) -> None:
        """Stop in good order and put the cluster there, for other servers."""
        self._end(signal.SIGINT)
        shutil.copytree(self._data, folder, ignore=shutil.ignore_patterns("postmaster.*"))

    def stop(self) -> None:
        self._end(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self._asking is not None:
            self._asking.close()
            self._asking = None
        self._server.send_signal(how)
        try:
            self._server.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._server.kill()
            raise

    def _give_away(self) -> None:
        """Nobody's the folder must be where we are root."""
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            for each in [self.folder, *self.folder.rglob("*")]:
                os.chown(each, user.pw_uid, user.pw_gid)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while self._asking is None:
            with suppress(psycopg.OperationalError):
                self._asking = psycopg.connect(self.url("postgres"), autocommit=True)
                return
            if self._server.poll() is not None or time.monotonic() > deadline:
                self._server.kill()
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def _sql(self, statement: str) -> None:
        assert self._asking is not None
        self._asking.execute(statement.encode())

    def _run(self, program: str, *words: object) -> None:
        command = self._command(program, *words)
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def _command(self, program: str, *words: object) -> list[str]:
        """As an unprivileged user, since PostgreSQL refuses root; and killed when we are."""
        found = self._programs / program
        ours = ["--reuid", _USER, "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        plain = [str(found if found.exists() else program), *map(str, words)]
        return ["setpriv", "--pdeathsig", "QUIT", *ours, *plain]
