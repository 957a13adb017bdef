from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.feeds import documents
from commonhold.social.feeds.models import FeedChoice, Ranking
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@transaction.atomic
def order_by(by: int, *, digest: str, now: datetime) -> None:
    """Read one's home feed in the order of this document. Raises NoSuchDocument and AccountClosed."""
    people.must_be_active(by)
    documents.must_be_readable(Viewer(by), digest)
    _choose(by, digest, now)


@transaction.atomic
def order_newest_first(by: int, *, now: datetime) -> None:
    """Read one's home feed newest first, whatever the community adopts. Raises AccountClosed."""
    people.must_be_active(by)
    _choose(by, None, now)


@transaction.atomic
def follow_the_community(by: int) -> None:
    """Read one's home feed as the members voted, now and later. Raises AccountClosed."""
    people.must_be_active(by)
    FeedChoice.objects.filter(person_id=by).delete()


def _choose(by: int, digest: str | None, now: datetime) -> None:
    FeedChoice.objects.update_or_create(person_id=by, defaults={"document_id": digest, "since": now})
    if digest is None:
        Ranking.objects.filter(person_id=by).delete()
