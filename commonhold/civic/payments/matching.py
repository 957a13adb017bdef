"""What a movement without a reference may be: the same amount, from her account or under her name.

These are suggestions; a treasurer confirms them. What a reference names is settled by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from commonhold.civic.payments import ibans, references
from commonhold.civic.payments.models import Allocation, BankDetails, Expected, Line
from commonhold.civic.treasury import queries as treasury
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, PersonLine


@dataclass(frozen=True)
class Suggestion:
    """What a movement may be: an expected payment, or her dues where `expected_id` is None."""

    person: PersonLine
    expected_id: int | None
    words: str
    knows_account: bool
    knows_name: bool
    line_ids: Sequence[int] = ()  # the movements that together come to it


@dataclass(frozen=True)
class Missing:
    """A movement names an expected payment, and is less: what it is, and how much is missing still."""

    words: str
    cents: int


@dataclass(frozen=True)
class _Candidate:
    person_id: int
    expected_id: int | None
    words: str
    cents: int
    currency: str


def waiting() -> list[tuple[Line, int]]:
    """Lines of which something is not assigned, the oldest first, each with how much."""
    taken = Coalesce(Sum("allocations__cents"), 0)
    rows = Line.objects.filter(booked_at__isnull=False).annotate(taken=taken).exclude(taken=F("cents"))
    found = rows.select_related("statement").order_by("day", "id")
    return [(row, row.cents - row.taken) for row in found]


def named(lines: Sequence[Line]) -> set[int]:
    """Ids of those in which a reference names what is expected, or dues of somebody here."""
    said = {
        row.id: references.found_in(row.reference, row.end_to_end, row.text) for row in lines if row.cents > 0
    }
    every = {each for some in said.values() for each in some}
    there = set(
        Expected.objects.filter(reference__in=every, arrival=None, called_off=None).values_list(
            "reference", flat=True
        )
    )
    there |= {each for each in every if references.person_of(each) is not None}
    return {line_id for line_id, some in said.items() if there.intersection(some)}


def suggestions(found: Sequence[tuple[Line, int]], *, now: datetime) -> dict[int, list[Suggestion]]:
    """By the lines' ids, the likeliest first."""
    candidates = _candidates(now) if any(rest > 0 for _line, rest in found) else []
    people_ids = {each.person_id for each in candidates}
    lines = people.lines(ANYONE, people_ids)
    accounts, names = _accounts(people_ids), _names(people_ids, lines)
    made: dict[int, list[Suggestion]] = {}
    for line, rest in found:
        fitting = [
            each for each in candidates if (each.cents, each.currency) == (rest, line.statement.currency)
        ]
        likely = [
            Suggestion(
                lines[each.person_id],
                each.expected_id,
                each.words,
                knows_account=bool(line.account) and line.account in accounts.get(each.person_id, ()),
                knows_name=_is_named(line.name, names.get(each.person_id, ())),
                line_ids=[line.id],
            )
            for each in fitting
        ]
        likely = [each for each in likely if each.knows_account or each.knows_name]
        made[line.id] = sorted(likely, key=lambda each: -(2 * each.knows_account + each.knows_name))[:4]
    return made


def known_of(lines: Sequence[Line]) -> dict[int, set[int]]:
    """By the lines' ids: whose money it is, as far as that is known and not only likely.

    From her account, with a reference of hers, or some of it is assigned to her.
    """
    found: dict[int, set[int]] = {row.id: set() for row in lines}
    assigned = Allocation.objects.filter(line__in=list(found), person__isnull=False)
    for line_id, person_id in assigned.values_list("line_id", "person_id"):
        found[line_id].add(person_id or 0)
    owners = _owners({row.account for row in lines if row.account})
    said = {row.id: references.found_in(row.reference, row.end_to_end, row.text) for row in lines}
    every = {each for some in said.values() for each in some}
    rows = Expected.objects.filter(reference__in=every, person__isnull=False)
    by_reference: dict[str, int | None] = dict(rows.values_list("reference", "person_id"))
    for row in lines:
        found[row.id] |= owners.get(row.account, set())
        named = [by_reference.get(each) or references.person_of(each) for each in said[row.id]]
        found[row.id].update(each for each in named if each is not None)
    # A reference is a number that anybody may write.
    here = people.lines(ANYONE, {each for some in found.values() for each in some}).keys()
    return {line_id: some & here for line_id, some in found.items()}


def _owners(accounts: set[str]) -> dict[str, set[int]]:
    """By the account: who said that it is hers, or to whom a treasurer assigned dues that came from it."""
    found: dict[str, set[int]] = {}
    hers = BankDetails.objects.filter(iban__in=accounts).values_list("iban", "person_id")
    dues = Allocation.objects.filter(
        kind=Allocation.Kind.DUES, line__account__in=accounts, person__isnull=False
    )
    for account, person_id in [*hers, *dues.values_list("line__account", "person_id")]:
        if person_id is not None:
            found.setdefault(account, set()).add(person_id)
    return found


def parts(found: Sequence[tuple[Line, int]]) -> tuple[dict[int, Suggestion], dict[int, Missing]]:
    """By the lines' ids: expected payments that they name and only come to together, or not yet."""
    by_reference: dict[str, list[tuple[Line, int]]] = {}
    for line, rest in found:
        for each in references.found_in(line.reference, line.end_to_end, line.text) if rest > 0 else ():
            by_reference.setdefault(each, []).append((line, rest))
    rows = Expected.objects.filter(reference__in=by_reference, arrival=None, called_off=None)
    whole: dict[int, Suggestion] = {}
    missing: dict[int, Missing] = {}
    lines = people.lines(ANYONE, [row.person_id for row in rows if row.person_id is not None])
    for row in rows:
        some = by_reference[row.reference]
        left = row.cents - sum(rest for _line, rest in some)
        for line, _rest in some:
            if left > 0 or row.person_id is None:
                missing[line.id] = Missing(row.words, max(0, left))
            else:
                ids = [each.id for each, _rest in some]
                person = lines[row.person_id]
                whole[line.id] = Suggestion(person, row.id, row.words, False, False, line_ids=ids)
    return whole, missing


def _candidates(now: datetime) -> list[_Candidate]:
    expected = Expected.objects.filter(arrival=None, called_off=None, person__isnull=False).order_by("id")
    found = [
        _Candidate(row.person_id, row.id, row.words, row.cents, row.currency)
        for row in expected
        if row.person_id is not None
    ]
    owed: dict[int, list[tuple[int, str]]] = {}
    for each in treasury.open_charges(now=now):
        owed.setdefault(each.person_id, []).append((each.cents, each.currency))
    for person_id, charges in owed.items():
        cents, currency = 0, charges[0][1]
        for part, coin in charges:
            if coin == currency:
                cents += part
                found.append(_Candidate(person_id, None, "", cents, currency))
    return found


def _accounts(people_ids: set[int]) -> dict[int, set[str]]:
    """Whose account is known: she said so, or a treasurer assigned what came from it to her."""
    found: dict[int, set[str]] = {}
    for person_id, iban in BankDetails.objects.filter(person_id__in=people_ids).values_list(
        "person_id", "iban"
    ):
        found.setdefault(person_id, set()).add(iban)
    before = Allocation.objects.filter(kind=Allocation.Kind.DUES, person_id__in=people_ids)
    for person_id, account in before.values_list("person_id", "line__account"):
        found.setdefault(person_id or 0, set()).add(account)
    return found


def _names(people_ids: set[int], lines: dict[int, PersonLine]) -> dict[int, list[str]]:
    found = {person_id: [line.name] for person_id, line in lines.items()}
    for person_id, name in BankDetails.objects.filter(person_id__in=people_ids).values_list(
        "person_id", "name"
    ):
        found.setdefault(person_id, []).append(name)
    return found


def _is_named(said: str, names: Sequence[str]) -> bool:
    """Do all words of one of her names stand in what the bank wrote, in any order and spelling of letters?"""
    words = _words(said)
    return any(wanted and wanted <= words for wanted in map(_words, names))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", ibans.sepa_text(text).casefold()))
