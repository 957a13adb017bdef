from __future__ import annotations

from datetime import datetime

import orjson
from django.db import transaction

from commonhold.social.feeds import candidates, documents
from commonhold.social.feeds.models import Ranking
from commonhold.social.feeds.refusals import NothingToOrder
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from rulebook.rank.ranking import rank


def order_home(by: int, *, now: datetime) -> None:
    """Order one's home feed anew, and keep what led to it. Raises NothingToOrder and AccountClosed.

    What takes long is done before the transaction begins.
    """
    people.must_be_active(by)
    digest = documents.in_use(Viewer(by))
    if not digest:
        raise NothingToOrder
    document = documents.document(digest)
    rows = candidates.rows(Viewer(by), now=now)
    order = [each.post_id for each in rank(document, rows)]
    kept = {
        "document_id": digest,
        "rows": orjson.dumps([tuple(each) for each in rows]).decode(),
        "order": orjson.dumps(order).decode(),
        "at": now,
    }
    with transaction.atomic():
        Ranking.objects.update_or_create(person_id=by, defaults=kept)
