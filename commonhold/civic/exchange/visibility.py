"""Which offers somebody may see: one rule for pages, searches and questions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.civic.exchange.models import Agreement, Offer
from commonhold.civic.exchange.vocabulary import Audience
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import Viewer


def visible_offers(viewer: Viewer) -> QuerySet[Offer]:
    """Open or over: one's own, those one agreed on, and what its audience lets one see."""
    me = viewer.person_id
    rows = Offer.objects.filter(not_hidden_from(me, "by"), by__removed_at=None)
    if me is None:
        return rows.filter(audience=Audience.EVERYBODY)
    if people.is_member(me) or people.is_steward(me):
        return rows
    agreed = Agreement.objects.filter(Q(giver_id=me) | Q(receiver_id=me), offer=OuterRef("id"))
    return rows.filter(Q(audience=Audience.EVERYBODY) | Q(by_id=me) | Q(Exists(agreed)))


def open_offers(viewer: Viewer, now: datetime) -> QuerySet[Offer]:
    """What can be found and asked for now; whoever is suspended has nothing to offer meanwhile."""
    rows = visible_offers(viewer).filter(ended_at=None, expires_at__gt=now)
    resting = people.suspended(now).filter(person_id=OuterRef("by_id"))
    return rows.exclude(Exists(resting))
