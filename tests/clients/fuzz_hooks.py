"""Loaded by schemathesis: every other call asks for something that is there, not for an id by chance."""

from __future__ import annotations

import json
import os
from typing import Any
from zlib import crc32

import schemathesis

_KNOWN: dict[str, list[Any]] = json.loads(os.environ.get("COMMONHOLD_FUZZ_IDS", "{}"))
_IDS = {
    "account_id": "accounts",
    "account_ids": "accounts",
    "in_reply_to_id": "statuses",
    "quoted_status_id": "statuses",
    "quoting_status_id": "statuses",
    "status_id": "statuses",
    "status_ids": "statuses",
    "media_ids": "media",
    "list_id": "lists",
    "max_id": "statuses",
    "min_id": "statuses",
    "choice": "choices",
    "to": "limits",
}
#: Of whatever the address is about.
_ITS_OWN = frozenset({"id", "index", "month", "before"})


@schemathesis.hook
def before_call(_context: Any, case: Any, **_more: Any) -> None:
    """Put ids that are there into the address, the query and the body."""
    chance = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    if chance % 2:
        return
    words = [each for each in case.operation.path.split("/") if each in _KNOWN]
    for sent in (case.path_parameters, case.query, case.body):
        for name in list(sent) if isinstance(sent, dict) else ():
            known = _KNOWN.get(words[-1] if name in _ITS_OWN and words else _IDS.get(name.rstrip("[]"), ""))
            if known:
                one = known[chance // 2 % len(known)]
                sent[name] = [one] if isinstance(sent[name], list) else one
