"""Receipts and works: what the two sides of a settled agreement carry home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.exchange import files
from commonhold.civic.exchange.models import Agreement, WorkFile
from commonhold.civic.exchange.queries import agreements
from commonhold.civic.exchange.refusals import NoSuchAgreement, NotHandedOver
from commonhold.civic.exchange.vocabulary import Price
from commonhold.civic.payments import papers
from commonhold.civic.payments.papers import Pdf
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Work:
    """A work's bytes, as its author brought them."""

    name: str
    mime: str
    content: bytes


def receipt(viewer: Viewer, agreement_id: int, *, now: datetime) -> Pdf:
    """What was given, for what, by whom to whom. Raises NoSuchAgreement before it is settled."""
    found = agreements.agreement(viewer, agreement_id, now=now)
    row = Agreement.objects.get(id=agreement_id)
    if not found.has_receipt or row.receipt_number is None:
        raise NoSuchAgreement
    paid = row.price == Price.MONEY
    words = "\n".join(filter(None, (found.title, found.terms_in_words, found.licence_words)))
    letter = papers.Letter(
        sender=found.giver.name,
        imprint=_(
            "Agreed through {co_op}. Receipt for what two people agreed; the co-op sold nothing."
        ).format(co_op=charter.current().read(CoopCharter).name),
        to=found.receiver.name,
        number=str(row.receipt_number),
        at=row.over_at or row.at,
        lines=[(row.over_at or row.at, words, row.cents if paid else 0, row.currency or "EUR")],
    )
    return papers.receipt(letter)


def work(viewer: Viewer, agreement_id: int, *, of: int | None = None, now: datetime) -> Work:
    """The work itself, for its author and whoever settled for it; `of` which offer in a joint collection.

    Raises NoSuchAgreement or NotHandedOver.
    """
    found = agreements.agreement(viewer, agreement_id, now=now)
    is_there = found.has_work if of is None else of in dict(found.works)
    row = WorkFile.objects.filter(offer_id=of or found.offer_id, gone_at=None).first()
    if row is None or not is_there:
        raise NotHandedOver
    return Work(row.name, row.mime, files.read(row))


def own_work(viewer: Viewer, offer_id: int) -> Work:
    """A work for its author. Raises NotHandedOver."""
    row = WorkFile.objects.filter(offer_id=offer_id, offer__by_id=viewer.person_id or 0, gone_at=None).first()
    if row is None:
        raise NotHandedOver
    return Work(row.name, row.mime, files.read(row))
