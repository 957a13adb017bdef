"""What must not be, in SQL that both databases read; NEW is the row that comes."""

from __future__ import annotations

LEG = {
    "a leg needs its entry": "NOT EXISTS (SELECT 1 FROM credit_entry WHERE id = NEW.entry_id)",
    "a sealed entry takes no more legs": "EXISTS (SELECT 1 FROM credit_seal WHERE id = NEW.entry_id)",
    "a leg is of one of the two": (
        "NOT EXISTS (SELECT 1 FROM credit_balance b"
        " WHERE b.id = NEW.balance_id AND NEW.person_id IN (b.low_id, b.high_id))"
    ),
}
SEAL = {
    "a seal needs its entry": "NOT EXISTS (SELECT 1 FROM credit_entry WHERE id = NEW.id)",
    "an entry has two legs or more": "(SELECT count(*) FROM credit_leg WHERE entry_id = NEW.id) < 2",
    "the legs must sum to zero between every two": (
        "EXISTS (SELECT 1 FROM credit_leg WHERE entry_id = NEW.id"
        " GROUP BY balance_id HAVING sum(minutes) <> 0)"
    ),
}
_SUM = (
    "(SELECT COALESCE(sum(minutes), 0) FROM credit_leg WHERE balance_id = NEW.id AND person_id = NEW.low_id)"
)
BALANCE = {"a balance is the sum of its legs": f"NEW.minutes <> {_SUM}"}
BALANCE_CHANGE = {
    "a balance stays between the same two": (
        "NEW.id <> OLD.id OR NEW.low_id <> OLD.low_id OR NEW.high_id <> OLD.high_id"
    ),
    **BALANCE,
}
UNCHANGED = "credit: nothing in the book is ever changed or deleted"
