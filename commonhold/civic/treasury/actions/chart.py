"""More accounts than the standard chart has: the treasurer opens them, and the record says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.treasury.refusals import AccountTaken, NoAccountOfOurs, TextLength
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.codes import AccountKind, account_kind, is_account_code
from commonhold.ground.record import actions as record

LONGEST_NAME = 80
#: What is ours is divided by votes alone, so no treasurer opens an account for it.
_KINDS = {AccountKind.ASSETS, AccountKind.LIABILITIES, AccountKind.INCOME, AccountKind.EXPENSES}


@transaction.atomic
def open_account(by: int, *, code: str, name: str, now: datetime) -> None:
    """Open an account, such as "expenses:running:tea". For the treasurer mandate.

    Raises Refusal without it, NoAccountOfOurs for a code that is none or lies in equity, AccountTaken, or
    TextLength.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    code, name = code.strip(), name.strip()
    if not is_account_code(code) or account_kind(code) not in _KINDS:
        raise NoAccountOfOurs
    if not 1 <= len(name) <= LONGEST_NAME:
        raise TextLength(LONGEST_NAME, field="name")
    if any(each.code == code for each in ledger_queries.balances()):
        raise AccountTaken
    ledger.open_account(code, name=name, at=now)
    record.append("treasury.account-opened", {"code": code}, now=now)
