"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves.

Which ads she was shown is not among it: nobody knows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.sponsors.models import Ad, AdStep, AdWish


def export_of(person_id: int) -> dict[str, Any]:
    """What she chose, the ads that she handed in, and what she said of others' as one of the panel."""
    wish = AdWish.objects.filter(person_id=person_id).first()
    ads = Ad.objects.filter(handed_in_by_id=person_id).select_related("sponsor").order_by("id")
    steps = AdStep.objects.filter(by_id=person_id).select_related("ad__sponsor").order_by("id")
    return {
        "ads_wanted": None if wish is None else {"answer": wish.wants, "at": wish.at.isoformat()},
        "ads_handed_in": [
            {
                "sponsor": row.sponsor.name,
                "contact": row.sponsor.contact,
                "text": row.text,
                "link": row.link,
                "at": row.at.isoformat(),
            }
            for row in ads
        ],
        "ads_answered": [
            {
                "sponsor": row.ad.sponsor.name,
                "answer": row.kind,
                "ground": row.ground,
                "reason": row.reason,
                "at": row.at.isoformat(),
            }
            for row in steps
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Forget what she chose. What she answered for stays under a person without a name, as the books must."""
    AdWish.objects.filter(person_id=person_id).delete()
