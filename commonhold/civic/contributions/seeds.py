"""A month's seed: bound on the record before the month is over, published after its thanks are closed.

It is made of a secret and of the ledger's published head, so that neither who runs the machine nor anybody
else knows it while thanks can still be given.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from commonhold.civic.contributions.models import SplitSeed
from commonhold.ground.record import actions as record
from commonhold.ground.record import queries as record_queries


def commit(month: str, *, now: datetime) -> None:
    """Bind the month's secret, once."""
    if SplitSeed.objects.filter(month=month).exists():
        return
    secret = secrets.token_hex(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    SplitSeed.objects.create(month=month, secret=secret, sha256=digest, committed_at=now)
    record.append(
        "contributions.seed-bound", {"month": month, "sha256": digest}, about=f"split:{month}", now=now
    )


def seed_of(month: str) -> str:
    """The seed, as the files of the split bear it: the secret, and the head as last published."""
    heads = record_queries.leaves(kind="treasury.ledger-head", limit=1)
    head = str(heads[0].body["sha256"]) if heads else ""
    return f"{SplitSeed.objects.get(month=month).secret}:{head}"
