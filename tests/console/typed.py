"""What somebody types, and what the console says: exit status, stdout and stderr apart."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import preloaded
from tests.cast import PASSWORD, email_of

YES, NO, USAGE, MISCONFIGURED = 0, 1, 2, 3

_PATIENCE = 120.0  # seconds until a command must be done, on a busy machine


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """stdout as one JSON value: anything else beside it fails."""
        return json.loads(self.out)


def typed(*words: str | Path, stdin: str = "", anew: bool = False) -> Said:
    """Run `commonhold` with exactly these words, and what is typed afterwards.

    `anew`: by a program that loads all it needs, as an operator's does.
    """
    run = preloaded.run_anew if anew else preloaded.run
    done = run([*map(str, words)], environment=os.environ, stdin=stdin, patience=_PATIENCE)
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Desk:
    """An operator before one data folder, who wants JSON."""

    data: Path

    def types(self, *words: str | Path, anew: bool = False) -> Said:
        return typed(*words, "--data", self.data, "--json", anew=anew)

    def gets(self, *words: str | Path, anew: bool = False) -> Any:
        """The value of a command that says yes."""
        said = self.types(*words, anew=anew)
        assert said.status == YES, said
        return said.value

    def refusal(self, *words: str | Path) -> str:
        """The words of a command that is refused, the same on stdout and stderr."""
        said = self.types(*words)
        assert said.status == NO, said
        assert list(said.value) == ["refused"]
        assert said.value["refused"] in said.err
        return str(said.value["refused"])


def founding(*handles: str) -> list[str]:
    """The words that found a co-op of these people."""
    founders = [word for each in handles for word in ("--founder", f"{each.capitalize()}:{email_of(each)}")]
    return ["found", "--name", "Marmalade", *founders, "--password", PASSWORD]


def account(handle: str) -> list[str]:
    """The words that open an account."""
    return ["people", "create", handle, "--email", email_of(handle), "--password", PASSWORD, "--confirmed"]


def dues_of(cents: int, *, by: str = "ada") -> list[str]:
    """The words that propose other dues."""
    decision = json.dumps({"kind": "treasury.set-dues.v1", "cents": cents})
    return ["proposals", "open", "--as", by, "--title", "Lower dues", "--decision", decision]


def ballot(by: str, proposal: int, choices: str = '"yes"') -> list[str]:
    """The words that cast a ballot."""
    return ["ballots", "cast", "--as", by, "--proposal", str(proposal), "--choices", choices]
