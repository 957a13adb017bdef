"""Whatever the OpenAPI allows, and much that it doesn't, is sent to a served co-op: nothing may answer 500.

python -m tests.clients.fuzz --seconds 540 --examples 50 [--of mastodon|coop] [--checks NAMES] [--seed N]

The document is Mastodon's, or our own; answers to the latter must also be what it says of them.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import django

import tests.environment  # noqa: F401 - it names a data folder that is nobody's
from tests.clients import fuzzed_mastodon
from tests.clients.fuzzed_mastodon import Fuzzed
from tests.served import Coop

_GRACE = 30  # seconds


def main() -> int:
    asked = _arguments()
    if asked.of == "mastodon" and not fuzzed_mastodon.SCHEMA.exists():
        print(
            "the OpenAPI is not here: set COMMONHOLD_VECTORS to the vectors' folder"
            f" ({fuzzed_mastodon.SCHEMA})"
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="commonhold-fuzz-") as folder:
        coop = Coop(Path(folder) / "coop", COMMONHOLD_TEST_RATE_LIMITS="off")
        try:
            status = _fuzz(_prepared(asked.of, coop), asked, Path(folder))
        finally:
            coop.stop()
        troubles = [each for each in coop.log().splitlines() if "Internal Server Error" in each]
    print(*troubles, sep="\n")
    return 1 if troubles else status


def _prepared(of: str, coop: Coop) -> Fuzzed:
    if of == "mastodon":
        return fuzzed_mastodon.prepare(coop)
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonhold.house.settings"
    django.setup()
    from tests.clients import fuzzed_coop  # noqa: PLC0415 - only once Django is there

    return fuzzed_coop.prepare(coop)


def _fuzz(fuzzed: Fuzzed, asked: argparse.Namespace, folder: Path) -> int:
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", *fuzzed.where]
    command += [
        "--header",
        f"Authorization: Bearer {fuzzed.token}",
        "--checks",
        asked.checks or fuzzed.checks,
    ]
    command += ["--phases", "coverage,fuzzing", "--max-time", str(asked.seconds), "-n", str(asked.examples)]
    command += [
        "--exclude-path-regex",
        "/streaming",
        "--warnings",
        "off",
        "--no-color",
        "--workers",
        str(fuzzed.workers),
    ]
    command += ["--request-timeout", "30", "--continue-on-failure", "--no-shrink"]
    command += ["--seed", str(asked.seed)] if asked.seed is not None else []
    hooks = {
        "SCHEMATHESIS_HOOKS": "tests.clients.fuzz_hooks",
        "COMMONHOLD_FUZZ_IDS": json.dumps(fuzzed.known),
    }
    here = str(Path(__file__).resolve().parents[2])
    running = subprocess.Popen(command, env={**os.environ, **hooks, "PYTHONPATH": here}, cwd=folder)
    try:
        return running.wait(timeout=asked.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)  # it tells what it has found so far
        return max(0, running.wait(timeout=_GRACE))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", choices=["mastodon", "coop"], default="mastodon")
    parser.add_argument("--seconds", type=int, default=540)
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument(
        "--checks", help="schemathesis' names of them; what is usual for the document if left out"
    )
    parser.add_argument("--seed", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
