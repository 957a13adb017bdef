"""Backups of other co-ops that lie with us: sealed pieces, within what our members agreed to keep.

Whoever deposits proves herself with an Ed25519 key that is made of her backup's secret: so she gets all of it
back though she lost everything else, and to us it opens nothing.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.peers.models import Deposit, Peer
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.ground.signing.judging import Doubt, judge
from commonhold.ground.signing.request import Request
from rulebook.canonical import Json

LARGEST = 64 << 20  # bytes of one object
_KEY = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"terms|chunks/[0-9a-f]{2}/[0-9a-f]{64}|snapshots/[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
_MEGABYTE = 1_000_000


class NotThatKey(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("A deposit's key has 64 digits: “commonhold backup deposit-key” shows it."), field="key"
        )


class NoRoom(Refusal):
    def __init__(self) -> None:
        super().__init__(gettext_lazy("That is more than the members agreed to keep. Nothing was written."))


@dataclass(frozen=True)
class DepositView:
    """In bytes."""

    peer_id: int
    budget: int
    used: int


@transaction.atomic
def agree_to_keep(peer_id: int, *, key: str, megabytes: int, because: Authority) -> None:
    """Keep so much of a peer's backups from now on; nothing any more with 0, and what lies here goes.

    Raises NoSuchPeer or NotThatKey.
    """
    must_be_key(key)
    peer = Peer.objects.select_for_update().filter(id=peer_id, until=None).first()
    if peer is None:
        raise NoSuchPeer
    row, _made = Deposit.objects.get_or_create(
        peer=peer, defaults={"id": ids.new_id(because.at), "key": key, "since": because.at, "budget_bytes": 0}
    )
    is_over = megabytes == 0 or row.key != key
    row.key, row.budget_bytes, row.because = key, megabytes * _MEGABYTE, because.reference
    row.used_bytes = 0 if is_over else row.used_bytes
    row.save()
    if is_over:
        folder = _folder(row)
        transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
    body: dict[str, Json] = {"peer": peer.log_key, "megabytes": megabytes, "because": because.reference}
    record.append("peers.backup-kept", body, about=f"peer:{peer.id}", now=because.at)


def must_be_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise NotThatKey


def kept_for(peer_id: int) -> DepositView | None:
    row = Deposit.objects.filter(peer_id=peer_id, budget_bytes__gt=0).first()
    return None if row is None else DepositView(row.peer_id, row.budget_bytes, row.used_bytes)


def depositor(key: str, request: Request, *, now: datetime) -> int:
    """The deposit that this request is about, if it is signed with its key. Raises NotFound for all else."""
    row = Deposit.objects.filter(key=key, budget_bytes__gt=0, peer__until=None).first()
    if row is not None:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        if not isinstance(judge(request, key_of=lambda _id: public, now=now), Doubt):
            return row.id
    raise NotFound(_("There is nothing here for you."))


def put(deposit_id: int, name: str, data: bytes) -> None:
    """Keep an object, over one of its name. Raises NoRoom, or NotFound for a name that no backup has."""
    path = _path(deposit_id, name)
    more = len(data) - (path.stat().st_size if path.exists() else 0)
    with transaction.atomic():
        row = Deposit.objects.select_for_update().get(id=deposit_id)
        if row.used_bytes + more > row.budget_bytes:
            raise NoRoom
        Deposit.objects.filter(id=deposit_id).update(used_bytes=F("used_bytes") + more)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_bytes(data)
    draft.replace(path)


def get(deposit_id: int, name: str) -> bytes | None:
    path = _path(deposit_id, name)
    return path.read_bytes() if path.is_file() else None


def remove(deposit_id: int, name: str) -> None:
    """Harmless when it is not there."""
    path = _path(deposit_id, name)
    if path.is_file():
        size = path.stat().st_size
        path.unlink()
        Deposit.objects.filter(id=deposit_id).update(used_bytes=F("used_bytes") - size)


def listed(deposit_id: int) -> Iterator[tuple[str, int]]:
    """Name and size of everything that lies here of it."""
    folder = _folder(Deposit.objects.get(id=deposit_id))
    for each in sorted(folder.rglob("*")):
        if each.is_file() and not each.name.startswith("."):
            yield str(each.relative_to(folder)), each.stat().st_size


def _path(deposit_id: int, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise NotFound(_("There is nothing here for you."))
    return _folder(Deposit.objects.get(id=deposit_id)) / name


def _folder(row: Deposit) -> Path:
    return Path(settings.DATA_DIR) / "deposits" / str(row.peer_id)
