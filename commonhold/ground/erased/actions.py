"""Writing the list. It is a file beside the database, as a restored database knows nothing of it.

A line is `{"person": ID, "at": MILLISECONDS}`, or has `post` or `medium` instead.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings

from commonhold.ground import ids, keys
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload

NAME = "erased.jsonl"


def note_erased(kind: str, erased: Collection[int], *, now: datetime) -> None:
    """Have the list say that these are gone, once the caller's transaction has committed.

    `kind` is `person`, `post` or `medium`. After a crash a line may stand twice, which changes nothing.
    """
    if erased:
        payload = {"kind": kind, "ids": sorted(erased), "at": ids.milliseconds(now)}
        jobs.schedule("erased.note", key=f"{kind}:{ids.new_id(now)}", due=now, payload=payload)


def _append(payload: Payload, _now: datetime) -> None:
    path = Path(settings.DATA_DIR) / NAME
    is_new = not path.exists()
    lines = "".join(
        json.dumps({payload["kind"]: each, "at": payload["at"]}) + "\n" for each in payload["ids"]
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        keys.sync_folder(path.parent)


KINDS = [Kind("erased.note", _append)]
