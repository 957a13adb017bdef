"""What is known of the last backup, for those who look whether there is one: `DATA/backups.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from commonhold.ground import keys

FILE = "backups.json"


@dataclass(frozen=True)
class LastOne:
    """Times are ISO 8601 with their zone, empty where it never happened. `size` in bytes, as restored."""

    taken_at: str = ""
    name: str = ""
    place: str = ""
    is_sealed: bool = False
    size: int = 0
    verified_at: str = ""
    verified: str = ""

    def age(self, now: datetime) -> float | None:
        """Of the last one, in seconds."""
        return (now - datetime.fromisoformat(self.taken_at)).total_seconds() if self.taken_at else None


def moment(said: str) -> datetime | None:
    """One of its times; None where it never happened."""
    return datetime.fromisoformat(said) if said else None


def read(data: Path) -> LastOne:
    try:
        return LastOne(**json.loads((data / FILE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return LastOne()


def note(data: Path, **changes: str | int | bool) -> None:
    """Write down what happened; a folder that is not there is left so."""
    if not data.is_dir():
        return
    draft = data / f".{FILE}"
    draft.write_text(json.dumps({**asdict(read(data)), **changes}, indent=2))
    draft.chmod(0o600)
    draft.replace(data / FILE)
    keys.sync_folder(data)


def shown(place: str) -> str:
    """A place without what may be secret in its address."""
    if "://" not in place:
        return place
    parts = urlsplit(place)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
