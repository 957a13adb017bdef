"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonhold.civic.exchange import files, keeping, owing, stages
from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.models import (
    Agreement,
    AgreementStep,
    Change,
    Dispute,
    Offer,
    OfferStep,
    OpenTime,
    Pool,
    PoolArtist,
    PoolQuestion,
    PoolVote,
    SoldPart,
    StillOwed,
    Word,
    WorkFile,
)
from commonhold.civic.exchange.notes import other_side, tell
from commonhold.civic.exchange.vocabulary import Deed, OfferDeed, State
from commonhold.social.media.actions import bury


def export_of(person_id: int) -> dict[str, Any]:
    """Her offers, agreements, words and disputes, as plain values."""
    offers = Offer.objects.filter(by_id=person_id).order_by("id")
    sides = Agreement.objects.filter(Q(giver_id=person_id) | Q(receiver_id=person_id)).order_by("id")
    words = Word.objects.filter(Q(by_id=person_id) | Q(about_id=person_id, published_at__isnull=False))
    disputes = Dispute.objects.filter(by_id=person_id).order_by("agreement_id")
    changes = Change.objects.filter(by_id=person_id).order_by("id")
    return {
        "offers": [_offer(row) for row in offers.prefetch_related("steps", "open_times")],
        "agreements": [_agreement(person_id, row) for row in sides.select_related("giver", "receiver")],
        "words": [_word(row) for row in words.select_related("by", "about").order_by("id")],
        "changes_asked_for": [
            {"agreement": str(row.agreement_id), "words": row.words, "at": row.at.isoformat()}
            for row in changes
        ],
        "works": [
            {"offer": str(row.offer_id), "name": row.name, "sha256": row.sha256}
            for row in WorkFile.objects.filter(offer__by_id=person_id).order_by("pk")
        ],
        "joint_collections": [
            {
                "title": row.pool.title,
                "since": row.since.isoformat(),
                "until": row.until and row.until.isoformat(),
            }
            for row in PoolArtist.objects.filter(person_id=person_id).select_related("pool").order_by("id")
        ],
        "votes_in_joint_collections": [
            {"question": str(row.question_id), "agrees": row.agrees, "at": row.at.isoformat()}
            for row in PoolVote.objects.filter(person_id=person_id).order_by("id")
        ],
        "questions_in_joint_collections": [
            {
                "asks": row.asks,
                "rule": row.rule,
                "category": row.category,
                "cents": row.cents,
                "outcome": row.outcome,
                "at": row.at.isoformat(),
            }
            for row in PoolQuestion.objects.filter(Q(by_id=person_id) | Q(person_id=person_id)).order_by("id")
        ],
        "parts_of_sales": [
            {
                "agreement": str(row.agreement_id),
                "cents": row.cents,
                "received_at": row.received_at and row.received_at.isoformat(),
            }
            for row in SoldPart.objects.filter(person_id=person_id).order_by("id")
        ],
        "still_owed": [
            {
                "agreement": str(row.agreement_id),
                "mine_to_pay": row.debtor_id == person_id,
                "minutes": row.minutes,
                "why": row.why,
                "settled_at": None if row.settled_at is None else row.settled_at.isoformat(),
            }
            for row in StillOwed.objects.filter(Q(debtor_id=person_id) | Q(creditor_id=person_id)).order_by(
                "id"
            )
        ],
        "disputes": [
            {"agreement": row.agreement_id, "words": row.words, "at": row.at.isoformat()} for row in disputes
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her offers and words go, and what is open with others ends with nothing owed; what was settled stays
    under a person without a name, as its other side's papers must.
    """
    pools = Pool.objects.select_for_update(of=("self",)).order_by("id")
    for pool in pools.filter(artists__person_id=person_id, artists__until=None):
        pooling.leave(pool, person_id, now)
    alone = Pool.objects.filter(founded_by_id=person_id).exclude(artists__until=None)
    alone.update(title="…", text="")
    for offer in Offer.objects.select_for_update().filter(by_id=person_id):
        _forget_offer(offer, now)
    theirs = Agreement.objects.select_for_update(of=("self",)).filter(
        Q(giver_id=person_id) | Q(receiver_id=person_id)
    )
    for row in theirs.select_related("offer").order_by("id"):
        _end(row, person_id, now)
    Agreement.objects.filter(Q(giver_id=person_id) | Q(receiver_id=person_id)).update(place="")
    WorkFile.objects.filter(offer__by_id=person_id).update(name="")
    for steps in (AgreementStep, OfferStep):
        steps._default_manager.filter(by_id=person_id).update(words="")
    owed = StillOwed.objects.filter(Q(debtor_id=person_id) | Q(creditor_id=person_id), settled_at=None)
    for each in owed.select_related("agreement").order_by("id"):
        owing.settle(each, None, None, now)
        told = [other_side(each.agreement, person_id)]
        tell(each.agreement, "owed-gone", told, by=None, now=now, words="")  # its title may be hers
    Word.objects.filter(by_id=person_id).update(text="", answer="")
    Word.objects.filter(about_id=person_id).update(answer="")
    Change.objects.filter(by_id=person_id).update(words="")
    Dispute.objects.filter(by_id=person_id).update(words="")


def _forget_offer(offer: Offer, now: datetime) -> None:
    if offer.ended_at is None:
        keeping.end_offer(offer, OfferDeed.TAKEN_BACK, None, now)
    if offer.medium_id is not None:
        bury([offer.medium_id], now=now)
    OpenTime.objects.filter(offer=offer).delete()
    work = WorkFile.objects.filter(offer=offer, gone_at=None).first()
    if work is not None:
        files.forget(work, now)
    offer.title, offer.text, offer.place, offer.licence_words = "…", "", "", ""
    offer.latitude = offer.longitude = offer.medium_id = offer.post_id = None
    offer.save()


def _end(row: Agreement, person_id: int, now: datetime) -> None:
    """Whoever is left is told; nothing is owed for what did not happen."""
    told = [other_side(row, person_id)]
    if row.state == State.ASKED:
        asked = row.asker_id == person_id
        kind, to = (Deed.WITHDRAWN, State.WITHDRAWN) if asked else (Deed.DECLINED, State.DECLINED)
        stages.go(row, to, kind, None, now)
        tell(row, "lapsed", told, by=None, now=now)
    elif row.state == State.AGREED:
        stages.go(row, State.CANCELLED, Deed.CANCELLED, None, now)
        tell(row, "cancelled", told, by=None, now=now)
    elif row.state == State.DONE:
        stages.go(row, State.LAPSED, Deed.LAPSED, None, now)
        tell(row, "lapsed", told, by=None, now=now)
    elif row.state == State.DISPUTED:
        Dispute.objects.filter(agreement=row, ended_at=None).update(ended_at=now)
        stages.go(row, State.RESOLVED, Deed.RESOLVED, None, now)
        tell(row, "resolved", told, by=None, now=now)
    row.steps.filter(by_id=person_id).update(words="")


def _offer(row: Offer) -> dict[str, Any]:
    return {
        "direction": row.direction,
        "category": row.category,
        "title": row.title,
        "text": row.text,
        "place": row.place,
        "price": _price(row),
        "licence": row.licence,
        "at": row.at.isoformat(),
        "open_times": [
            [each.starts_at.isoformat(), each.ends_at.isoformat()] for each in row.open_times.all()
        ],
        "story": [{"what": each.kind, "at": each.at.isoformat()} for each in row.steps.all()],
    }


def _agreement(person_id: int, row: Agreement) -> dict[str, Any]:
    other = row.receiver if row.giver_id == person_id else row.giver
    return {
        "title": row.title,
        "with": other.address,
        "gives": row.giver_id == person_id,
        "from": None if row.starts_at is None else row.starts_at.isoformat(),
        "to": None if row.ends_at is None else row.ends_at.isoformat(),
        "price": _price(row),
        "state": row.state,
        "story": [
            {
                "what": each.kind,
                "mine": each.by_id == person_id,
                "words": each.words,
                "at": each.at.isoformat(),
            }
            for each in row.steps.order_by("id")
        ],
    }


def _price(row: Offer | Agreement) -> dict[str, Any]:
    return {"kind": row.price, "minutes": row.minutes, "cents": row.cents, "currency": row.currency}


def _word(row: Word) -> dict[str, Any]:
    return {
        "by": row.by.address,
        "about": row.about.address,
        "text": row.text,
        "was_as_agreed": row.was_as_agreed,
        "would_again": row.would_again,
        "answer": row.answer,
        "at": row.at.isoformat(),
    }
