"""What tests are called must not depend on when they are gathered: workers compare names, and give up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def gathered_elsewhere() -> set[str]:
    """The names that another process gives, later than ours and with another order of sets."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "12345", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    return {line for line in told.stdout.splitlines() if "::" in line}


def test_tests_have_the_same_names_whenever_and_wherever_they_are_gathered(
    request: pytest.FixtureRequest,
) -> None:
    ours = {item.nodeid for item in request.session.items}
    assert ours - gathered_elsewhere() == set()
