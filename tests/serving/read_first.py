"""What apps are told before the rest of the house is loaded, and after: `python -m tests.serving.read_first`.

In the settings' data folder, which must be a new one, `lay` lays down a co-op; `read` reads that as a server
would while it loads the rest, joins the rooms and reads it once more. On stdout one JSON object: `early`,
what was loaded too soon; `answers`, the status by address; `differ`, who answered otherwise the second time.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django

from commonhold.house.apps import HouseConfig

HouseConfig.waits = sys.argv[1:] == ["read"]
django.setup()

from django.conf import settings  # noqa: E402 - models exist only now
from django.test import Client  # noqa: E402 - the same

from commonhold.ground.clock import queries as clock  # noqa: E402 - the same
from commonhold.house import joining  # noqa: E402 - the same
from commonhold.house.migrate import bring_up  # noqa: E402 - the same
from commonhold.social.apps.actions import mint_token  # noqa: E402 - the same

_PATHS = (
    "/api/v1/timelines/home",
    "/api/v1/timelines/public",
    "/api/v1/timelines/tag/beans",
    "/api/v1/accounts/{ada}/statuses",
    "/api/v1/statuses/{ada_post}",
    "/api/v1/statuses/{ada_post}/context",
    "/api/v1/notifications",
    "/api/v1/instance",
    "/api/v2/instance",
)
_LATER = ("commonhold.house.register", "commonhold.house.federation", "commonhold.doors.web.urls")


def lay() -> None:
    """A co-op with posts, and what its people are told."""
    wrong = bring_up()
    if wrong:
        raise SystemExit(wrong)
    made: dict[str, Any] = importlib.import_module("tests.two_faces").two_faces()
    token = mint_token(person_id=made["ada"], scopes="read", now=clock.now())
    _kept().write_text(json.dumps({**made, "token": token}))


def read() -> dict[str, Any]:
    importlib.import_module("commonhold.house.asgi")
    made = json.loads(_kept().read_text())
    first = _read(made)
    early = [each for each in _LATER if each in sys.modules]
    joining.join()
    again = _read(made)
    differ = [path for path in _PATHS if first[path] != again[path]]
    return {"early": early, "differ": differ, "answers": {path: first[path][0] for path in _PATHS}}


def _kept() -> Path:
    return Path(settings.DATA_DIR) / "read-first.json"


def _read(made: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    app = Client(headers={"Authorization": f"Bearer {made['token']}"})
    answers = {path: app.get(path.format(**made)) for path in _PATHS}
    return {path: (each.status_code, each.content.decode()) for path, each in answers.items()}


if __name__ == "__main__":
    if HouseConfig.waits:
        print(json.dumps(read()))
    else:
        lay()
