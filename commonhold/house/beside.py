"""Another command of ours in a program of its own, over another folder or database than this one's.

Settings are read once in each program: what is asked of another co-op's data needs another.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence


def run(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """`commonhold` with these words in this environment, to its end, with what it wrote."""
    command = [sys.executable, "-m", "commonhold.house.console", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
