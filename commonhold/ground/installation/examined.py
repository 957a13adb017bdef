"""What the doctor found last, for those who look at a page: `DATA/doctor.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "doctor.json"


@dataclass(frozen=True)
class Found:
    """`state` is fine, warning or wrong; words and remedy are the doctor's."""

    check: str
    state: str
    words: str
    remedy: str = ""


@dataclass(frozen=True)
class Examination:
    """The doctor's last look; never yet when `at` is None."""

    at: datetime | None
    found: Sequence[Found]

    @property
    def troubles(self) -> list[Found]:
        return [each for each in self.found if each.state != "fine"]


def read(data: Path) -> Examination:
    try:
        told = json.loads((data / FILE).read_text())
        return Examination(datetime.fromisoformat(told["at"]), [Found(**each) for each in told["found"]])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return Examination(None, [])


def note(data: Path, examination: Examination) -> None:
    """Keep it for the page, whole or not at all."""
    at = examination.at.isoformat() if examination.at else ""
    draft = data / f".{FILE}"
    draft.write_text(json.dumps({"at": at, "found": [asdict(each) for each in examination.found]}))
    draft.chmod(0o600)
    draft.replace(data / FILE)
