"""What an import writes and takes back, each kind in its own way."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.members import numbers
from commonhold.civic.moving_in import open_collective
from commonhold.civic.moving_in.balances import Opening
from commonhold.civic.moving_in.models import BookedLine, Import, Invitation, PastDecision
from commonhold.civic.moving_in.open_collective import Transactions
from commonhold.civic.moving_in.past import Decisions
from commonhold.civic.moving_in.refusals import BalancesThere, MovedOn, NothingToBring
from commonhold.civic.moving_in.registers import Register
from commonhold.civic.moving_in.share_lines import Shares
from commonhold.civic.moving_in.surveys import Survey
from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.civic.shares.actions import bringing as shares
from commonhold.civic.shares.refusals import NotSoManyShares
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.charter.dates import local_day
from commonhold.ground.installation.queries import place
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.entry import Draft, Leg
from commonhold.ground.refusal import Refusal
from commonhold.social.letters import actions as letters

OPENING = "opening-balances"


def write(row: Import, found: Survey, *, now: datetime) -> int:
    """How many lines were written. Raises NothingToBring or BalancesThere."""
    if isinstance(found, Register):
        count = _invite(row, found, now)
    elif isinstance(found, Shares):
        count = len(found.shares)
        if count:
            shares.bring_along(found.shares, reference=f"import:{row.id}", now=now)
    elif isinstance(found, Decisions):
        count = _keep_decisions(row, found, now)
    elif isinstance(found, Opening):
        count = _open_the_books(row, found, now)
    else:
        count = _book(row, found, now)
    if not count:
        raise NothingToBring
    return count


def undo(row: Import, *, now: datetime) -> int:
    """How many lines were taken back. Raises MovedOn."""
    if row.kind == Kind.MEMBERS:
        waiting = Invitation.objects.filter(brought_by=row, claimed_at=None, revoked_at=None)
        numbers.release(list(waiting.values_list("number", flat=True)))
        return waiting.update(revoked_at=now, name="", email="")
    if row.kind == Kind.SHARES:
        return _take_shares_back(row, now)
    if row.kind == Kind.DECISIONS:
        count, _each = PastDecision.objects.filter(brought_by=row).delete()
        return count
    return _reverse(row, now)


def digest_of(token: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _invite(row: Import, found: Register, now: datetime) -> int:
    here, name = place(), charter.current().read(CoopCharter).name
    site = "" if here is None else here.public_url
    rows, mails = [], []
    for each in found.entries:
        token = secrets.token_urlsafe(24)
        rows.append(
            Invitation(
                id=ids.new_id(now),
                brought_by=row,
                number=each.number,
                name=each.name,
                email=each.email,
                joined=each.joined,
                class_key=each.class_key,
                digest=digest_of(token),
            )
        )
        text = _(
            "Dear {name},\n\n{co_op} has moved to a house of its own. Your membership, number {number}, "
            "waits for you there, with the date on which you joined. Open your account here and claim it:"
            "\n\n{link}\n\nIf you want nothing of it, you need do nothing."
        )
        link = f"{site}/join/claim/{token}"
        words = text.format(name=each.name, co_op=name, number=each.number, link=link)
        mails.append((each.email, _("Your membership of {co_op}").format(co_op=name), words))
    Invitation.objects.bulk_create(rows)
    numbers.keep([each.number for each in found.entries], now=now)
    letters.write_to_addresses(mails, now=now)
    return len(rows)


def _take_shares_back(row: Import, now: datetime) -> int:
    try:
        return shares.take_back_what_was_brought(reference=f"import:{row.id}", now=now)
    except NotSoManyShares as moved:
        raise MovedOn from moved


def _keep_decisions(row: Import, found: Decisions, now: datetime) -> int:
    made = PastDecision.objects.bulk_create(
        PastDecision(
            id=ids.new_id(now),
            brought_by=row,
            day=each.day,
            title=each.title,
            result=each.result,
            text=each.text,
        )
        for each in found.decisions
    )
    return len(made)


def _open_the_books(row: Import, found: Opening, now: datetime) -> int:
    if BookedLine.objects.filter(key=OPENING, reversed_at=None).exists():
        raise BalancesThere
    for each in found.balances:
        ledger.open_account(each.account, name=each.name, at=now)
    entry = ledger.post(
        kind="moving-in.opening",
        key=f"import:{row.id}",
        cause=f"import:{row.id}",
        legs=[Leg(each.account, each.amount, each.currency) for each in found.balances],
        at=now,
        narration=_("Opening balances"),
    )
    BookedLine.objects.create(
        id=ids.new_id(now), brought_by=row, key=OPENING, day=local_day(now), entry_id=entry
    )
    return len(found.balances)


def _book(row: Import, found: Transactions, now: datetime) -> int:
    for code in sorted({leg.account for each in found.lines for leg in _legs(row, each)}):
        ledger.open_account(code, name=_name_of(code), at=now)
    entries = ledger.post_many(
        [
            Draft(
                kind="moving-in.transaction",
                key=f"import:{row.id}:{each.line}",
                cause=f"import:{row.id}",
                legs=_legs(row, each),
                at=now,
                narration=f"{each.day.isoformat()} {each.description}".strip(),
            )
            for each in found.lines
        ]
    )
    BookedLine.objects.bulk_create(
        BookedLine(id=ids.new_id(now), brought_by=row, key=each.key, day=each.day, entry_id=entry)
        for each, entry in zip(found.lines, entries, strict=True)
    )
    return len(entries)


def _legs(row: Import, line: open_collective.Line) -> list[Leg]:
    return open_collective.legs_of(line, row.accounts)


def _name_of(code: str) -> str:
    """An account that was not open yet is called after its own code, until somebody names it."""
    return code.rpartition(":")[2].replace("-", " ").capitalize()


def _reverse(row: Import, now: datetime) -> int:
    cause = f"import:{row.id}"
    standing = list(BookedLine.objects.filter(brought_by=row, reversed_at=None).order_by("-id"))
    entries = {each.id: each for each in ledger_queries.caused_by(cause)}
    opposite = [
        Draft(
            kind="ledger.reversed",
            key=f"undo:{each.id}",
            cause=cause,
            legs=[Leg(leg.account, -leg.amount, leg.currency) for leg in entries[each.entry_id].legs],
            at=now,
            reverses=each.entry_id,
        )
        for each in standing
    ]
    try:
        ledger.post_many(opposite)
    except Refusal as moved:
        raise MovedOn from moved
    BookedLine.objects.filter(brought_by=row, reversed_at=None).update(reversed_at=now)
    return len(standing)
