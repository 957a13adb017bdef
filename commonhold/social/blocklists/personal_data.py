"""What this room keeps of a person, for when she asks. Lists that she had read are the co-op's, and stay."""

from __future__ import annotations

from typing import Any

from commonhold.social.blocklists.models import BlockList


def export_of(person_id: int) -> dict[str, Any]:
    """The lists that she had read here."""
    rows = BlockList.objects.filter(added_by_id=person_id).order_by("id").values("name", "url", "added_at")
    return {"block_lists": [{**each, "added_at": each["added_at"].isoformat()} for each in rows]}
