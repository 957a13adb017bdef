"""Bank statements: received and looked at, then booked, each movement once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import accounts, allocating, ibans, statements
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import Layout as LayoutRow
from commonhold.civic.payments.models import Line, Statement, StatementFile
from commonhold.civic.payments.reading import camt, tables
from commonhold.civic.payments.reading.parsed import MOST_BYTES, Parsed
from commonhold.civic.payments.refusals import (
    BookedMeanwhile,
    DoesNotAddUp,
    FileKnown,
    FileTooLong,
    NoAccountYet,
    NoSuchStatement,
    OtherAccount,
    OtherCurrency,
)
from commonhold.civic.treasury.accounts import BANK, currency
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import queries as ledger

_AT_ONCE = 25  # movements in one transaction


@dataclass(frozen=True)
class Received:
    """A statement to look at; or, where its columns are not known yet, the file they are asked for."""

    statement_id: int | None
    file_id: int | None


@transaction.atomic
def receive_file(by: int, *, name: str, content: bytes, now: datetime) -> Received:
    """Read a bank's file, to be looked at before it is booked. For holders of the treasurer mandate.

    Raises Refusal without it, FileTooLong, FileUnreadable, RowUnreadable, SeveralAccounts, FileKnown,
    NoAccountYet, OtherAccount, OtherCurrency or DoesNotAddUp. Nothing is kept then.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    if len(content) > MOST_BYTES:
        raise FileTooLong
    mark = hashlib.sha256(content).hexdigest()
    if Statement.objects.filter(sha256=mark).exists():
        raise FileKnown
    name = name[-120:] or "statement"
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or _is_wide_xml(content):
        return Received(_keep(camt.read(content), by=by, name=name, form="camt", mark=mark, now=now), None)
    table = tables.table(content)
    known = LayoutRow.objects.filter(mark=table.mark).first()
    if known is not None:
        parsed = tables.read(table, tables.Layout(**known.columns), currency=currency())
        return Received(_keep(parsed, by=by, name=name, form=table.form, mark=mark, now=now), None)
    file, _is_new = StatementFile.objects.get_or_create(
        sha256=mark,
        defaults={"id": ids.new_id(now), "name": name, "content": content, "by_id": by, "at": now},
    )
    return Received(None, file.id)


@transaction.atomic
def read_table(by: int, *, file_id: int, layout: tables.Layout, now: datetime) -> int:
    """Read a CSV file with these columns, and remember them for this bank; return the statement's id.

    Refuses like `receive_file`, and raises NoSuchStatement.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    file = StatementFile.objects.select_for_update().filter(id=file_id).first()
    if file is None:
        raise NoSuchStatement
    table = tables.table(bytes(file.content))
    parsed = tables.read(table, layout, currency=currency())
    LayoutRow.objects.update_or_create(
        mark=table.mark, defaults={"columns": asdict(layout), "by_id": by, "at": now}
    )
    made = _keep(parsed, by=by, name=file.name, form=table.form, mark=file.sha256, now=now)
    file.delete()
    return made


@transaction.atomic
def put_away(by: int, *, statement_id: int = 0, file_id: int = 0, now: datetime) -> None:
    """Forget a file, or a statement that was not booked.

    Raises Refusal without the treasurer mandate, or NoSuchStatement.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    if file_id:
        StatementFile.objects.filter(id=file_id).delete()
        return
    row = _lock(statement_id)
    row.lines.all().delete()
    row.delete()


def book_statement(by: int, *, statement_id: int, also: Collection[int] = (), now: datetime) -> int:
    """Put its new movements into the books; return how many. For holders of the treasurer mandate.

    What a reference names is settled, and all else waits to be assigned. `also`: ids of lines that look like
    one of another format's file, and are another all the same; the others of these are left out. A long
    statement is booked in pieces, so that nobody waits for it: whatever stops it, the same again books the
    rest. Raises Refusal without the mandate, NoSuchStatement when it is booked or put away, BookedMeanwhile.
    """
    count, left_out = 0, _left_out(by, statement_id, also, now)
    while (booked := _book_some(statement_id, left_out, by, now)) is not None:
        count += booked
    return count


@transaction.atomic
def _left_out(by: int, statement_id: int, also: Collection[int], now: datetime) -> set[int]:
    mandates.must_hold(by, Role.TREASURER, at=now)
    row = _lock(statement_id)
    accounts.open_accounts(now=now)
    return statements.known(row) | (statements.alike(row) - set(also))


@transaction.atomic
def _book_some(statement_id: int, left_out: set[int], by: int, now: datetime) -> int | None:
    """The next of them; None once none is left, and the statement is booked."""
    row = _lock(statement_id)
    waiting = row.lines.filter(booked_at=None).exclude(id__in=left_out).order_by("position")
    new = list(waiting[:_AT_ONCE])
    try:
        with transaction.atomic():
            for line in new:
                line.statement = row
                allocating.book(line, by=by, now=now)
    except IntegrityError as error:
        if "payments_line_booked_once" in str(error) or "payments_line.fingerprint" in str(error):
            raise BookedMeanwhile from None
        raise
    if new:
        return len(new)
    row.booked_by_id, row.booked_at = by, now
    row.books = ledger.held_in(BANK).get(row.currency, 0)
    row.save(update_fields=["booked_by", "booked_at", "books"])
    return None


def _lock(statement_id: int) -> Statement:
    row = Statement.objects.select_for_update().filter(id=statement_id, booked_at=None).first()
    if row is None:
        raise NoSuchStatement
    return row


def _keep(parsed: Parsed, *, by: int, name: str, form: str, mark: str, now: datetime) -> int:
    ours = ibans.plain(charter.current().read(PaymentsCharter).account)
    if not ours:
        raise NoAccountYet
    if parsed.account and parsed.account != ours:
        raise OtherAccount(parsed.account)
    if parsed.currency != currency() or any(each.currency != currency() for each in parsed.lines):
        raise OtherCurrency(currency())
    if not statements.does_add_up(parsed):
        raise DoesNotAddUp
    row = Statement.objects.create(
        id=ids.new_id(now),
        sha256=mark,
        name=name,
        format=form,
        account=ours,
        currency=parsed.currency,
        number=parsed.number,
        opening=parsed.opening,
        closing=parsed.closing,
        received_by_id=by,
        at=now,
    )
    marks = statements.fingerprints(ours, parsed.lines)
    Line.objects.bulk_create(
        Line(
            id=ids.new_id(now),
            statement=row,
            position=position,
            fingerprint=fingerprint,
            day=each.day,
            cents=each.cents,
            name=each.name,
            account=each.account,
            text=each.text,
            reference=each.reference,
            end_to_end=each.end_to_end,
            entry_ref=each.entry_ref,
            batch=each.batch,
            kind="return" if each.is_return else "",
        )
        for position, (each, fingerprint) in enumerate(zip(parsed.lines, marks, strict=True))
    )
    return row.id


def _is_wide_xml(content: bytes) -> bool:
    return content[:2] in {b"\xff\xfe", b"\xfe\xff"} and b"<" in content[2:4]
