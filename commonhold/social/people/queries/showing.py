"""Who has an address on her page, for everybody to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models.functions import Lower

from commonhold.social.people.models import ProfileField, ShownTo
from commonhold.social.people.queries.rows import found_by
from commonhold.social.people.queries.viewer import Viewer

_AT_ONCE = 500


def who_shows(viewer: Viewer, addresses: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Whose page has one of these links, in any case: her id, the link, and whether it links back to her."""
    rows = ProfileField.objects.filter(shown_to=ShownTo.EVERYBODY, person__in=found_by(viewer))
    lowered = rows.annotate(address=Lower("value"))
    for first in range(0, len(addresses), _AT_ONCE):
        some = [each.lower() for each in addresses[first : first + _AT_ONCE]]
        wanted = lowered.filter(address__in=[*some, *(f"{each}/" for each in some)])
        for row in wanted.order_by("id"):
            yield row.person_id, row.value, row.verified_at is not None
