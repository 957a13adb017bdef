"""Who may see whom somebody follows and who follows her."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.people import queries
from commonhold.social.people.models import KeptCircle
from commonhold.social.people.refusals import StrangeAudience


@transaction.atomic
def choose_who_sees_circle(by: int, *, shown_to: str, now: datetime) -> None:
    """Show one's circle to "everybody", to one's "followers" or to "nobody" else. Raises StrangeAudience."""
    queries.must_be_active(by)
    if shown_to == queries.EVERYBODY:
        KeptCircle.objects.filter(person_id=by).delete()
        return
    if shown_to not in KeptCircle.ShownTo:
        raise StrangeAudience
    KeptCircle.objects.update_or_create(person_id=by, defaults={"shown_to": shown_to, "since": now})
