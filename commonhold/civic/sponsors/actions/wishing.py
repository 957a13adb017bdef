from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.sponsors.charter import OFF, ON
from commonhold.civic.sponsors.models import AdWish
from commonhold.social.people import queries as people


@transaction.atomic
def choose_ads(by: int, *, wants: bool, now: datetime) -> None:
    """Say whether one is shown ads; it holds whatever the charter's default becomes. Refuses who is away."""
    people.must_be_here(by)
    said = {"wants": ON if wants else OFF, "at": now}
    AdWish.objects.update_or_create(person_id=by, defaults=said)


@transaction.atomic
def forget_choice(by: int, *, now: datetime) -> None:
    """Leave it to the charter again, as for everybody who never chose."""
    AdWish.objects.filter(person_id=by).delete()
