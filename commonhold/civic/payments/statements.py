"""Statements as rows: which of their lines are new, known already, or look like one of another format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from commonhold.civic.payments.models import Line, Statement
from commonhold.civic.payments.reading.parsed import Parsed, ParsedLine


def fingerprints(account: str, lines: Sequence[ParsedLine]) -> list[str]:
    """What tells each line from all others, the same whichever file it stands in.

    Lines that say the same in one file are counted: an overlapping file has as many of them.
    """
    seen: Counter[str] = Counter()
    found = []
    for each in lines:
        said = [
            account,
            each.day.isoformat(),
            str(each.cents),
            each.currency,
            each.entry_ref,
            each.end_to_end,
        ]
        # The bank's own reference is enough; without one, all that it says must do.
        said += [] if each.entry_ref else [each.name, each.account, each.text, each.reference]
        text = "\x1f".join(said)
        found.append(hashlib.sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest())
        seen[text] += 1
    return found


def does_add_up(parsed: Parsed) -> bool:
    """Does what came and went lead from the one balance to the other, where both are said?"""
    if parsed.opening is None or parsed.closing is None:
        return True
    return parsed.opening + sum(each.cents for each in parsed.lines) == parsed.closing


def known(statement: Statement) -> set[int]:
    """Ids of its lines that were booked from another file."""
    lines = list(statement.lines.filter(booked_at=None).values_list("id", "fingerprint"))
    booked = Line.objects.filter(
        fingerprint__in=[mark for _id, mark in lines], booked_at__isnull=False
    ).values_list("fingerprint", flat=True)
    there = set(booked)
    return {line_id for line_id, mark in lines if mark in there}


def alike(statement: Statement) -> set[int]:
    """Ids of lines of which a file of another format brought one of the same day and amount."""
    lines = list(statement.lines.order_by("position"))
    others = Line.objects.filter(
        booked_at__isnull=False,
        statement__account=statement.account,
        statement__currency=statement.currency,
        day__in={each.day for each in lines},
    ).exclude(statement__format=statement.format)
    there = Counter(others.values_list("day", "cents"))
    found = set()
    for each in lines:
        if there[each.day, each.cents] > 0:
            there[each.day, each.cents] -= 1
            found.add(each.id)
    return found
