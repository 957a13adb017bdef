"""What a file would bring, worked out anew each time that it is looked at or written."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moving_in import balances, open_collective, past, registers, share_lines
from commonhold.civic.moving_in.balances import Opening
from commonhold.civic.moving_in.models import Import
from commonhold.civic.moving_in.open_collective import Transactions
from commonhold.civic.moving_in.past import Decisions
from commonhold.civic.moving_in.registers import Register
from commonhold.civic.moving_in.share_lines import Shares
from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.civic.shares import accounts
from commonhold.civic.treasury.accounts import currency
from commonhold.ground.charter.dates import local_day

Survey = Register | Shares | Decisions | Opening | Transactions


def survey(row: Import, *, now: datetime) -> Survey:
    """Raises CannotBeRead."""
    if row.kind == Kind.MEMBERS:
        return registers.read(row.text, today=local_day(now))
    if row.kind == Kind.SHARES:
        return share_lines.read(row.text, currency=accounts.currency())
    if row.kind == Kind.DECISIONS:
        return past.read(row.text, today=local_day(now))
    if row.kind == Kind.BALANCES:
        return balances.read(row.text, currency=currency())
    return open_collective.read(row.text, row.accounts)
