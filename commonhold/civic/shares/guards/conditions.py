"""What an operation must not be, in SQL that both databases read; NEW is the row that comes."""

from __future__ import annotations

_AMOUNTS = ("shares", "par_cents", "paid_cents", "written_cents")


def _held(amount: str) -> str:
    """What the member's holding would have of this amount."""
    return (  # names of our own columns
        f"(SELECT COALESCE(SUM({amount}), 0) FROM shares_operation"  # noqa: S608
        " WHERE member = NEW.member AND share_class = NEW.share_class)"
        f" - (SELECT COALESCE(SUM({amount}), 0) FROM shares_operation"
        " WHERE other = NEW.member AND other_class = NEW.share_class)"
        f" + NEW.{amount}"
    )


_BOOKED = (
    "(SELECT COALESCE(SUM(leg.amount), 0) FROM ledger_leg leg"
    " JOIN ledger_account account ON account.id = leg.account_id"
    " WHERE leg.transaction_id = NEW.entry_id AND leg.currency = NEW.currency"
    " AND account.code = 'equity:shares:paid-in')"
)

#: By what the refusal says.
REFUSED = {
    "an operation is never replaced": (
        "EXISTS (SELECT 1 FROM shares_operation"
        " WHERE id = NEW.id OR number = NEW.number OR entry_id = NEW.entry_id)"
    ),
    "numbers follow each other": "NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM shares_operation)",
    "what goes to somebody is taken from somebody": (
        "NEW.other IS NOT NULL"
        " AND (NEW.shares >= 0 OR NEW.par_cents > 0 OR NEW.paid_cents > 0 OR NEW.written_cents > 0)"
    ),
    **{f"no holding falls below nothing ({amount})": f"{_held(amount)} < 0" for amount in _AMOUNTS},
    "nothing is paid beyond its value": (
        f"({_held('par_cents')}) - ({_held('paid_cents')}) - ({_held('written_cents')}) < 0"
    ),
    "what is paid is in the books": (
        f"(NEW.other IS NULL AND {_BOOKED} <> - NEW.paid_cents) OR (NEW.other IS NOT NULL AND {_BOOKED} <> 0)"
    ),
    "an entry that is named is there": (
        "NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.entry_id)"
    ),
}
