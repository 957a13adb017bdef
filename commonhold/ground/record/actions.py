from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.ground.record.models import Leaf, Salt
from commonhold.ground.writes import Insert
from rulebook.canonical import Json
from rulebook.merkle import Leaf as LeafForm
from rulebook.merkle import format_leaf

_LEAVES: Insert[Leaf] = Insert(Leaf)


def append(kind: str, body: Mapping[str, Json], *, about: str = "", now: datetime, version: int = 1) -> int:
    """Write a public fact into the record, in the caller's transaction; return the leaf's id.

    `body` holds integers, strings, lists and mappings of public facts and commitments; never personal
    data or free text. `about` is what our own pages find it by, such as "proposal:ID". Its place in the
    log comes after the commit, from `sequence`. Raises MalformedLeaf for anything that is no leaf.
    """
    data = format_leaf(LeafForm(type=kind, v=version, at=ids.milliseconds(now), body=body))
    leaf_id = ids.new_id(now)
    _LEAVES.one(id=leaf_id, kind=kind, about=about, data=data)
    transaction.on_commit(want_sweeps)
    return leaf_id


def commit_to(text: str) -> str:
    """A salted SHA-256 (hex) that stands for `text` in the record; the salt is kept until erased."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + text.encode()).digest()
    Salt.objects.create(digest=digest, salt=salt)
    return digest.hex()
