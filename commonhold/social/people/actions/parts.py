"""Who gets which part of somebody's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commonhold.ground.news import bus as news
from commonhold.social.people import queries
from commonhold.social.people.models import KeptPart, Person, ShownTo
from commonhold.social.people.news import PersonDescribed
from commonhold.social.people.refusals import LinesChanged, StrangePart


@transaction.atomic
def choose_who_sees_parts(
    by: int, *, parts: Mapping[str, str], lines: Mapping[tuple[int, str], str], now: datetime
) -> None:
    """Show each part, and each line by its place and label, to one of `ShownTo`. What isn't named stays.

    Raises StrangePart, or LinesChanged when a line is no more what it was on the page that she chose on.
    """
    queries.must_be_active(by)
    Person.objects.select_for_update().get(id=by)
    if not set(parts) <= set(KeptPart.Part.values) or not {*parts.values(), *lines.values()} <= set(
        ShownTo.values
    ):
        raise StrangePart
    for part, shown_to in parts.items():
        _keep(by, part, shown_to, now)
    held = {(each.place, each.label): each for each in Person(id=by).fields.all()}
    for key, shown_to in lines.items():
        if key not in held:
            raise LinesChanged
        held[key].shown_to = shown_to
        held[key].save(update_fields=["shown_to"])
    news.publish(PersonDescribed(person_id=by), now=now)


def _keep(by: int, part: str, shown_to: str, now: datetime) -> None:
    row = KeptPart.objects.filter(person_id=by, part=part)
    if shown_to == ShownTo.EVERYBODY:
        row.delete()
    elif not row.filter(shown_to=shown_to).exists():
        wanted = {"shown_to": shown_to, "since": now}
        KeptPart.objects.update_or_create(person_id=by, part=part, defaults=wanted)
