"""Other people's programs that say whether books balance: beancount's `bean-check` and `hledger check`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests import absent

Said = subprocess.CompletedProcess[str]


def bean_check(path: Path) -> Said:
    program = Path(sys.executable).with_name("bean-check")
    if not program.exists():
        absent.skip("bean-check", "it comes with the development environment")
    return _run(str(program), "--no-cache", str(path))


def hledger_check(path: Path) -> Said:
    if shutil.which("hledger") is None:
        absent.skip("hledger", "apt install hledger")
    return _run("hledger", "check", "--strict", "-f", str(path))


#: By the name of the form in which books go along.
CHECKERS: dict[str, Callable[[Path], Said]] = {"beancount": bean_check, "hledger": hledger_check}


def must_accept(form: str, path: Path) -> None:
    said = CHECKERS[form](path)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def _run(*words: str) -> Said:
    return subprocess.run(words, capture_output=True, text=True, check=False)
