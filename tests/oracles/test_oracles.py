"""Other people's programs count the same, where they are installed in an environment of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


def test_other_peoples_programs_give_the_same_answers() -> None:
    python = os.environ.get("COMMONHOLD_ORACLES")
    if python is None:
        pytest.skip(
            "the oracles are not here: set COMMONHOLD_ORACLES to the Python of an environment "
            "with tests/oracles/requirements.txt"
        )
    run = subprocess.run(
        [python, "tests/oracles/compare.py", "60"],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
