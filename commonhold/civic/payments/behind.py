"""Who stands behind what this room booked: whose payment it was. See `treasury/behind.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonhold.civic.payments.models import CardPayment, Expected, Line, Owed
from commonhold.civic.treasury.behind import Behind, number_of, person
from commonhold.ground.ledger.booked import Booked

_CARDS = "card:"


def behind(entries: Sequence[Booked]) -> Iterator[Behind]:
    """By what was expected of somebody, a card payment of hers, or the account that a statement names."""
    arrived = [each for each in entries if each.cause.startswith("expected:")]
    payers = dict(
        Expected.objects.filter(
            id__in=[number_of(each.cause) for each in arrived], person__isnull=False
        ).values_list("id", "person_id")
    )
    yield from _of_people(arrived, payers)
    by_card = [each for each in entries if each.cause.startswith(_CARDS)]
    cards = CardPayment.objects.filter(id__in=[number_of(each.cause) for each in by_card])
    yield from _of_people(by_card, dict(cards.values_list("id", "person_id")))
    lines = [each for each in entries if each.cause.startswith("line:")]
    found = {row.id: row for row in Line.objects.filter(id__in=[number_of(each.cause) for each in lines])}
    for each in lines:
        if (row := found.get(number_of(each.cause))) is not None:
            yield Behind(each, f"account:{row.account or row.name}", each.amount)


def owed_to(kind: str, subjects: Sequence[str]) -> dict[str, int]:
    """To whom each of these is or was owed, by subject."""
    rows = Owed.objects.filter(kind=kind, subject__in=subjects)
    return dict(rows.values_list("subject", "person_id"))


def subjects_of(kind: str, expected_ids: Sequence[int]) -> dict[int, str]:
    """What of this kind was expected, by number: the subject that the asking room gave it."""
    rows = Expected.objects.filter(id__in=expected_ids, kind=kind)
    return dict(rows.values_list("id", "subject"))


def _of_people(entries: Sequence[Booked], people: Mapping[int, int]) -> Iterator[Behind]:
    for each in entries:
        if (person_id := people.get(number_of(each.cause))) is not None:
            yield Behind(each, person(person_id), each.amount)
