"""The import contracts, each shown failing on a copy of the house into which one import was carried."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.guards import HERE

CARRIED_IN = {
    "Four floors: imports go down only": (
        "commonhold/social/people/queries/follows.py",
        "import commonhold.civic.members.queries",
    ),
    "The civic floor, high to low": (
        "commonhold/civic/members/queries/owners.py",
        "import commonhold.civic.treasury.queries",
    ),
    "The social floor, high to low": (
        "commonhold/social/people/queries/follows.py",
        "import commonhold.social.posts.queries",
    ),
    "The ground floor, high to low": (
        "commonhold/ground/record/queries.py",
        "import commonhold.ground.charter.queries",
    ),
    "Doors don't know each other": (
        "commonhold/doors/web/viewer.py",
        "import commonhold.doors.console.answer",
    ),
    "What doors share knows none of them": (
        "commonhold/doors/calls/answers.py",
        "import commonhold.doors.mastodon.urls",
    ),
    "Doors touch no models": (
        "commonhold/doors/web/viewer.py",
        "import commonhold.social.people.models",
    ),
    "Who checks a vote shares nothing with who seals it but the group": (
        "rulebook/verifying/verdict.py",
        "import rulebook.sealed.booth",
    ),
    "The rulebook stands alone": ("rulebook/draw/lot.py", "import random"),
}


def contracts(folder: Path) -> dict[str, str]:
    """Every contract with KEPT or BROKEN."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for part in ("commonhold", "rulebook"):
        shutil.copytree(HERE / part, folder / part, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(HERE / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(copy):
    assert contracts(copy) == dict.fromkeys(CARRIED_IN, "KEPT")


def test_each_contract_breaks_when_its_import_is_carried_in(copy):
    for path, line in CARRIED_IN.values():
        (copy / path).write_text((copy / path).read_text() + f"\n{line}\n")
    assert contracts(copy) == dict.fromkeys(CARRIED_IN, "BROKEN")
