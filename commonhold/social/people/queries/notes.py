"""What somebody keeps in mind about others."""

from __future__ import annotations

from commonhold.social.people.models import PrivateNote
from commonhold.social.people.queries.viewer import Viewer


def note_on(viewer: Viewer, person_id: int) -> str:
    """What the viewer noted about this person; nothing of what others did."""
    row = PrivateNote.objects.filter(person_id=viewer.person_id or 0, about_id=person_id).first()
    return "" if row is None else row.text
