"""What a machine may lack. On a bare machine those tests are skipped in one line; in CI that is a failure."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def skip(what: str, mend: str) -> NoReturn:
    """Skip for want of `what`; `mend` says what to install."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not here, and CI must have it: {mend}")
    pytest.skip(f"{what} is not here: {mend}")


def postgresql_folder() -> Path:
    """Where `initdb` lies; skips when it does not."""
    found = find_postgresql()
    if found is None:
        skip("PostgreSQL", "apt install postgresql")
    return found


def find_postgresql() -> Path | None:
    """Where `initdb` lies, if it does."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def chromium() -> str:
    """The program: where it is there the one without windows, which takes a third of the work."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        skip("Chromium", "apt install chromium-headless-shell")
    return found


def vectors_folder() -> Path:
    """Where cases that others answered lie, if they are here."""
    default = Path(__file__).resolve().parents[2] / "shared" / "vectors"
    return Path(os.environ.get("COMMONHOLD_VECTORS", default))


def vectors() -> Path:
    """The folder of cases that others answered; skipped where it is absent, in CI too."""
    folder = vectors_folder()
    if not folder.is_dir():
        pytest.skip(f"the vectors are not here: set COMMONHOLD_VECTORS to their folder ({folder})")
    return folder
