"""Joint collections: who is in one, the rule in force, and what each gets of a sale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonhold.civic.exchange.models import (
    Agreement,
    Offer,
    Pool,
    PoolArtist,
    PoolQuestion,
    PoolWork,
    SoldPart,
    SoldWork,
    WorkFile,
)
from commonhold.civic.exchange.refusals import (
    FewerWorks,
    NoSuchPool,
    NotAllMeet,
    NotAnArtist,
    OfferIsOver,
    WorkMissing,
)
from commonhold.civic.exchange.sharing import shared
from commonhold.civic.exchange.vocabulary import IN_WORDS, Licence, PoolAsks, PoolOutcome, PoolRule
from commonhold.ground import ids
from commonhold.social.people import hiding
from commonhold.social.people import queries as people


def locked(pool_id: int) -> Pool:
    """Raises NoSuchPool."""
    row = Pool.objects.select_for_update().filter(id=pool_id).first()
    if row is None:
        raise NoSuchPool
    return row


def own(by: int, pool_id: int) -> Pool:
    """Locked, for one of its artists. Raises NoSuchPool or NotAnArtist."""
    row = locked(pool_id)
    if by not in artists(row):
        raise NotAnArtist
    return row


def of_question(question_id: int) -> Pool:
    """Locked, before anything of its question is read or written. Raises NoSuchPool."""
    row = Pool.objects.select_for_update(of=("self",)).filter(questions__id=question_id).first()
    if row is None:
        raise NoSuchPool
    return row


def artists(pool: Pool) -> set[int]:
    """Whoever belongs to it now."""
    rows = PoolArtist.objects.filter(pool=pool, until=None, person__removed_at=None)
    return set(rows.values_list("person_id", flat=True))


def works(pool: Pool) -> list[Offer]:
    """What is in it now and can be handed over, the oldest first."""
    there = PoolWork.objects.filter(pool=pool, until=None).values("offer")
    with_file = WorkFile.objects.filter(gone_at=None).values("offer")
    rows = Offer.objects.filter(id__in=there, ended_at=None).filter(id__in=with_file)
    return list(rows.select_related("by").order_by("id"))


def is_decided_with_others(offer: Offer) -> bool:
    """Is it the sale of a collection in which its seller has others beside her?"""
    there = set() if offer.pool is None else artists(offer.pool)
    return offer.by_id in there and len(there) > 1


def sales(pool: Pool) -> QuerySet[Offer]:
    """Under which offers it can be had, or could before their time was over; at most one is voted."""
    return Offer.objects.filter(pool=pool, ended_at=None)


def is_overtaken(offer: Offer) -> bool:
    """Did its artists decide anew since it was offered, or has its seller left them?"""
    pool = offer.pool
    if pool is None:
        return False
    decided = PoolQuestion.objects.filter(
        pool=pool,
        asks__in=[PoolAsks.SELLS, PoolAsks.STOPS],
        outcome=PoolOutcome.PASSED,
        decided_at__gt=offer.at,
    )
    return offer.by_id not in artists(pool) or decided.exists()


def rule(pool: Pool) -> PoolQuestion:
    """The one in force: the last that passed. There is one from the beginning."""
    rows = PoolQuestion.objects.filter(pool=pool, asks=PoolAsks.SHARES, outcome=PoolOutcome.PASSED)
    return rows.order_by("-decided_at", "-id")[0]


def weights(pool: Pool, in_force: PoolQuestion, there: set[int]) -> dict[int, int]:
    """What counts for each who is `there` with works; the same for all where nothing counts for anybody."""
    if in_force.rule == PoolRule.FIXED:
        return {each: int(in_force.parts.get(str(each), 0)) for each in there}
    if in_force.rule == PoolRule.USE:
        counted = _used(pool)
        return {each: counted[each] for each in there}
    return dict.fromkeys(there, 1)


def _used(pool: Pool) -> Counter[int]:
    """By author, how many buyers fetched her works: each buyer once for a work, however often she bought or
    fetched it, and whoever is or was one of its artists for none.
    """
    ours = PoolArtist.objects.filter(pool=pool).values("person")
    fetched = SoldWork.objects.filter(agreement__offer__pool=pool, fetched_at__isnull=False)
    of_others = fetched.exclude(agreement__receiver__in=ours)
    once = of_others.values_list("agreement__receiver_id", "offer_id", "offer__by_id").distinct()
    return Counter(by for _reader, _work, by in once)


def must_meet_all(pool: Pool | None, person_id: int) -> None:
    """Nothing stands between a buyer and any of those whom she would pay. Raises NotAllMeet."""
    authors = set() if pool is None else {each.by_id for each in works(pool)}
    if any(hiding.are_apart(person_id, each) for each in authors - {person_id}):
        raise NotAllMeet


def note_asked(row: Agreement, now: datetime) -> None:
    """When it is asked for: which works it is about."""
    if row.offer.pool is not None:
        _hand_over(row, works(row.offer.pool), now)


def share_out(row: Agreement, now: datetime) -> None:
    """When both agree: what is handed over, and what each artist gets, by the rule in force now.

    Raises WorkMissing where all was taken out since it was asked for, and FewerWorks where some was: nobody
    pays for what is not there. Raises NotAllMeet, and OfferIsOver where its artists sell it no more, or for
    something else: the price is theirs, not the seller's.
    """
    pool = row.offer.pool
    if pool is None:
        return
    there, in_force = works(pool), rule(pool)
    if not there:
        raise WorkMissing
    asked_for = set(row.works.values_list("offer_id", flat=True))
    if asked_for - {each.id for each in there}:
        raise FewerWorks
    if row.offer.ended_at is not None:
        raise OfferIsOver
    must_meet_all(pool, row.receiver_id)
    more = [each for each in there if each.id not in asked_for]
    _hand_over(row, more, now)
    if asked_for and more:  # of what was asked for before works were noted, the words name them all
        row.licence_words = "\n".join(filter(None, (row.licence_words, licences(more))))
        row.save(update_fields=["licence_words"])
    parts = shared(row.cents, weights(pool, in_force, {each.by_id for each in there}))
    SoldPart.objects.bulk_create(
        SoldPart(id=ids.new_id(now), agreement=row, rule=in_force, person_id=each, cents=cents)
        for each, cents in parts.items()
        if cents
    )


def _hand_over(row: Agreement, of: Iterable[Offer], now: datetime) -> None:
    SoldWork.objects.bulk_create(SoldWork(id=ids.new_id(now), agreement=row, offer=each) for each in of)


def licences(of: Iterable[Offer]) -> str:
    """Each work with its author and its licence, a line each."""
    return "\n".join(
        _("{title} by {name}: {licence}").format(
            title=each.title,
            name=people.line_of(each.by).name,
            licence=each.licence_words if each.licence in IN_WORDS else str(Licence(each.licence).label),
        )
        for each in of
    )
