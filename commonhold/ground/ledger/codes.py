"""Codes: the only words that the ledger holds. Free text belongs in a narration, which can be erased."""

from __future__ import annotations

import re
from enum import StrEnum

LONGEST_ACCOUNT_CODE = 80

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]*")
_ACCOUNT = re.compile(r"(assets|liabilities|equity|income|expenses)(:[a-z0-9][a-z0-9-]*)+")


class AccountKind(StrEnum):
    """The five kinds of account in double entry: the first part of every account's code.

    Assets and expenses grow by positive amounts (debits); the other three by negative ones (credits).
    """

    ASSETS = "assets"
    LIABILITIES = "liabilities"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSES = "expenses"


def is_account_code(code: str) -> bool:
    """Whether `code` is like "assets:bank": what beancount and hledger can name as well."""
    return len(code) <= LONGEST_ACCOUNT_CODE and _ACCOUNT.fullmatch(code) is not None


def account_kind(code: str) -> AccountKind:
    """The kind of the account with this code: "assets:bank" is an asset."""
    return AccountKind(code.partition(":")[0])


def must_be_code(text: str, *, longest: int) -> None:
    """Raise ValueError for anything but a code such as "dues.received" or "proposal:45"."""
    if len(text) > longest or not _CODE.fullmatch(text):
        raise ValueError(f"not a code of at most {longest} characters: {text!r}")
