"""An archive made in one go and opened, as tests need it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from commonhold.social.people.queries import Viewer
from commonhold.social.takeout.actions import ask_for_takeout
from commonhold.social.takeout.jobs import make_waiting
from commonhold.social.takeout.queries import file_of
from tests.cast import MORNING


class Opened:
    """What lies in an archive."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
            self.files = {each: packed.read(each) for each in packed.namelist()}

    def json(self, name: str) -> Any:
        return json.loads(self.files[name])

    def rows(self, name: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.files[name].decode())))


def taken_out(by: int, *, now: datetime = MORNING) -> Path:
    """Where the archive of all that is hers lies."""
    takeout_id = ask_for_takeout(by, now=now)
    make_waiting(now)
    return file_of(Viewer(by), takeout_id).path
