"""Which links of profiles are to be looked at, and what their pages should link to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.installation.queries import place
from commonhold.social.people.models import ProfileField


@dataclass(frozen=True)
class LinkToLookAt:
    """A line of the profile of `handle`, and the address in it."""

    field_id: int
    url: str
    handle: str


def links_to_look_at(now: datetime, *, limit: int) -> list[LinkToLookAt]:
    """Those whose time has come, the longest waiting first. For the errand; no page shows them."""
    rows = ProfileField.objects.filter(look_at__lte=now, person__domain="").order_by("look_at", "id")
    return [LinkToLookAt(*row) for row in rows.values_list("id", "value", "person__handle")[:limit]]


def public_address(handle: str) -> str | None:
    """Where a profile of this server is, as other sites link to it; None before the founding."""
    here = place()
    return None if here is None else f"{here.public_url.rstrip('/')}/@{handle}"
