from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.consents import actions as consents
from commonhold.social.feeds.models import NotRecommended, Ranking, ReadsAsEver
from commonhold.social.feeds.ranked import ALLOWED, allowed_by
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@transaction.atomic
def allow(by: int, *, what: str, is_allowed: bool, digest: str | None = None, now: datetime) -> None:
    """Let the order of one's own feed read something that is one's own, or no more. Raises AccountClosed.

    What was ordered before goes: it may have read what it no longer may.
    """
    people.must_be_active(by)
    if (what in allowed_by(Viewer(by))) != is_allowed:
        consents.say(by, purpose=ALLOWED[what], is_given=is_allowed, digest=digest, now=now)
    Ranking.objects.filter(person_id=by).delete()


@transaction.atomic
def read_as_ever(by: int, *, is_wanted: bool, now: datetime) -> None:
    """Have what measures lower stand in one's own feed as if they did not, or no more. Raises AccountClosed.

    Whoever is suspended may as well: it is how she reads. What was ordered before goes.
    """
    people.must_be_here(by)
    if is_wanted:
        ReadsAsEver.objects.get_or_create(person_id=by, defaults={"since": now})
    else:
        ReadsAsEver.objects.filter(person_id=by).delete()
    Ranking.objects.filter(person_id=by).delete()


@transaction.atomic
def recommend_me(by: int, *, is_allowed: bool, now: datetime) -> None:
    """Let one's public posts be put before people who don't follow one, or no more. Raises AccountClosed."""
    people.must_be_active(by)
    if is_allowed:
        NotRecommended.objects.filter(person_id=by).delete()
    else:
        NotRecommended.objects.get_or_create(person_id=by, defaults={"since": now})
