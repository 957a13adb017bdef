"""What bandit finds and nobody has answered: `python -m tests.house.bandit`.

Its rules are those that ruff calls S: a finding is answered where it stands, once, by `noqa: S… - why`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parents[2]
#: `assert` states what the types cannot. Importing subprocess or XML is no fault: what is done with them is
#: looked at where it is done. For words that look like passwords ruff's own rules ask, which know empty ones.
_SKIPPED = "B101,B105,B106,B107,B404,B405"
#: What bandit finds twice and ruff once.
_SAME = {"B703": "S308"}


def unanswered() -> list[str]:
    """Each as a line for people."""
    command = [sys.executable, "-m", "bandit", "-q", "-f", "json", "-s", _SKIPPED]
    command += ["-x", "*/tests/*,*/migrations/*", "-r", "commonhold", "rulebook"]
    done = subprocess.run(command, cwd=_HERE, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    broken = [f"{each['filename']}: {each['reason']}" for each in told["errors"]]
    return broken + [
        f"{each['filename']}:{each['line_number']}: {each['test_id']} {each['issue_text']}"
        for each in told["results"]
        if not _is_answered(each["filename"], each["line_range"], each["test_id"])
    ]


def _is_answered(name: str, lines: list[int], rule: str) -> bool:
    word = _SAME.get(rule, f"S{rule[1:]}")
    text = (_HERE / name).read_text().splitlines()
    said = " ".join(text[lines[0] - 1 : lines[-1]]).split("noqa:")[1:]
    return any(word in each for each in said)


if __name__ == "__main__":
    found = unanswered()
    print(*found, sep="\n")
    sys.exit(1 if found else 0)
