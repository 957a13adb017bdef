from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.moving_in import rights, writing
from commonhold.civic.moving_in.models import Import
from commonhold.civic.moving_in.open_collective import ACCOUNTS
from commonhold.civic.moving_in.reading import decoded
from commonhold.civic.moving_in.refusals import NoSuchImport, NotAsItStands, NotNow
from commonhold.civic.moving_in.surveys import survey
from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.ground import ids
from commonhold.ground.ledger.codes import is_account_code
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal


@transaction.atomic
def bring(by: int, *, kind: str, filename: str, data: bytes, now: datetime) -> int:
    """Read a CSV file and keep it for a look; nothing of it is written yet. Returns the import's id.

    For the board's mandate (members, decisions) or the treasurer's (balances, open-collective). Raises
    Refusal without it, NoSuchImport for another kind, or CannotBeRead.
    """
    if kind not in Kind.values:
        raise NoSuchImport
    rights.must_bring(by, Kind(kind), at=now)
    text = decoded(data)
    row = Import(
        id=ids.new_id(now),
        kind=kind,
        filename=filename[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        accounts=dict(ACCOUNTS) if kind == Kind.OPEN_COLLECTIVE else {},
        by_id=by,
        read_at=now,
    )
    survey(row, now=now)
    row.save(force_insert=True)
    return row.id


@transaction.atomic
def map_accounts(by: int, *, import_id: int, accounts: Mapping[str, str], now: datetime) -> None:
    """Say to which of our accounts each kind of line goes; before it is written.

    Raises Refusal for what can name no account, NoSuchImport or NotNow.
    """
    row = _lock(by, import_id, now)
    if row.kind != Kind.OPEN_COLLECTIVE or row.written_at or row.dropped_at:
        raise NotNow
    chosen = {name: code.strip().lower() for name, code in accounts.items() if name in row.accounts}
    for name, code in chosen.items():
        if not is_account_code(code):
            raise Refusal(
                _("“{code}” can name no account. A name such as “assets:bank” can."), code=code, field=name
            )
    row.accounts = {**row.accounts, **chosen}
    row.save(update_fields=["accounts"])


@transaction.atomic
def write(by: int, *, import_id: int, now: datetime) -> int:
    """Bring in what the file says, all of it or nothing; returns how many lines that were.

    Raises Refusal without the mandate, NoSuchImport, NotNow, NotAsItStands where a line is wrong,
    NothingToBring, or BalancesThere.
    """
    row = _lock(by, import_id, now)
    if row.written_at or row.dropped_at:
        raise NotNow
    found = survey(row, now=now)
    if found.problems:
        raise NotAsItStands(len(found.problems))
    row.written_at, row.written_by_id = now, by
    row.lines = writing.write(row, found, now=now)
    row.text = ""
    row.save(update_fields=["written_at", "written_by", "lines", "text"])
    _note("moving-in.written", row, now)
    return row.lines


@transaction.atomic
def undo(by: int, *, import_id: int, now: datetime) -> int:
    """Take back what an import brought; returns how many lines that were.

    Entries are reversed, never deleted. Members who have claimed their membership stay; invitations that
    wait end. Raises Refusal without the mandate, NoSuchImport, NotNow or MovedOn.
    """
    row = _lock(by, import_id, now)
    if not row.written_at or row.undone_at:
        raise NotNow
    count = writing.undo(row, now=now)
    row.undone_at, row.undone_by_id = now, by
    row.save(update_fields=["undone_at", "undone_by"])
    _note("moving-in.undone", row, now)
    return count


@transaction.atomic
def drop(by: int, *, import_id: int, now: datetime) -> None:
    """Put a file aside that was not written; its text goes. Raises NoSuchImport or NotNow."""
    row = _lock(by, import_id, now)
    if row.written_at or row.dropped_at:
        raise NotNow
    row.dropped_at, row.text = now, ""
    row.save(update_fields=["dropped_at", "text"])


def _lock(by: int, import_id: int, now: datetime) -> Import:
    row = Import.objects.select_for_update().filter(id=import_id).first()
    if row is None:
        raise NoSuchImport
    rights.must_bring(by, Kind(row.kind), at=now)
    return row


def _note(kind: str, row: Import, now: datetime) -> None:
    """The record bears what kind of file came and its hash; never what stood in it."""
    body: dict[str, str | int] = {"kind": row.kind, "lines": row.lines, "sha256": row.sha256}
    record.append(kind, body, about=f"import:{row.id}", now=now)
