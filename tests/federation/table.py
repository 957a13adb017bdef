"""FEDERATION.md's table of verbs, as a run of the tests shows it; `python -m tests.federation.table` writes.

A verb has a tick in a direction when each of its tests in that direction passed, and there was one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Set
from pathlib import Path
from xml.etree import ElementTree

from tests.federation.verbs import VERBS

PAGE = Path(__file__).resolve().parents[2] / "FEDERATION.md"
_BEGIN, _END = "<!-- the table of verbs: tests/federation/table.py -->\n", "<!-- the end of the table -->\n"
_TESTS = [Path(__file__).with_name(each) for each in ("test_sending.py", "test_receiving.py")]

Shown = Mapping[str, Set[str]]  # "sends" and "receives": the verbs


def shown_by(report: Path) -> Shown:
    """What a run showed whose JUnit report this is."""
    found: dict[str, set[str]] = {"sends": set(), "receives": set()}
    failed: dict[str, set[str]] = {"sends": set(), "receives": set()}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own file
        passed = all(case.find(each) is None for each in ("failure", "error", "skipped"))
        for each in case.iter("property"):
            (found if passed else failed)[each.attrib["name"]].add(each.attrib["value"])
    return {direction: found[direction] - failed[direction] for direction in found}


def table(shown: Shown) -> str:
    lines = ["| verb | travels as | Fedify receives ours | ours receives Fedify's |", "|---|---|---|---|"]
    for verb, kind in VERBS.items():
        ticks = ["✓" if verb in shown[direction] else "—" for direction in ("sends", "receives")]
        lines.append(f"| {verb} | {kind} | {ticks[0]} | {ticks[1]} |")
    return "\n".join(lines) + "\n"


def written(page: str) -> str:
    """The table that a page bears."""
    return page.partition(_BEGIN)[2].partition(_END)[0]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = [sys.executable, "-m", "pytest", "-q", "-n0", "-o", "junit_family=xunit1"]
        words += [f"--junitxml={report}", *map(str, _TESTS)]
        status = subprocess.run(words, check=False).returncode
        shown = shown_by(report)
    page = PAGE.read_text()
    PAGE.write_text(page.replace(written(page), table(shown)))
    return status


if __name__ == "__main__":
    sys.exit(main())
