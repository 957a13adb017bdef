"""Labels that are measures of the co-op: its moderation writes them here, inside what made them true.

The co-op is one labeler among others, with one word. Whoever reads nothing of it still sees the words of a
measure above a post: that a label holds for everybody is what makes it a measure.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.social.labels.ending import end_label
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.labels.public import is_public
from commonhold.social.labels.shape import Value, kept, read_subject

WORD = "measure"


def put(about: str, *, words: str, reference: str, now: datetime) -> None:
    """Publish a measure's label among the co-op's; of what not everybody can read, nothing."""
    if not is_public(read_subject(about)):
        return
    Label.objects.create(
        id=ids.new_id(now),
        labeler=_labeler(now),
        about=about,
        value=WORD,
        words=words[:300],
        at=now,
        reference=reference,
    )


def end(reference: str, *, now: datetime) -> None:
    """The measure ended; harmless when it was published nowhere."""
    for row in Label.objects.select_for_update().filter(reference=reference, ended_at=None):
        end_label(row, Label.End.MEASURE, now=now)


def overrule(label_id: int, *, now: datetime) -> bool:
    """Take a labeler's label off: a case about it was decided. Was it there?"""
    row = Label.objects.select_for_update().filter(id=label_id, ended_at=None).first()
    if row is None:
        return False
    end_label(row, Label.End.OVERRULED, now=now)
    return True


def restore(label_id: int, *, now: datetime) -> None:
    """What was decided about it fell: it is there again, until its own time is over."""
    row = Label.objects.select_for_update().filter(id=label_id, end=Label.End.OVERRULED).first()
    if row is None or row.until is None or row.until <= now:
        return
    same = Label.objects.filter(labeler=row.labeler_id, about=row.about, value=row.value, ended_at=None)
    if not same.exists():
        row.ended_at, row.end = None, ""
        row.save(update_fields=["ended_at", "end"])


def _labeler(now: datetime) -> Labeler:
    row = Labeler.objects.filter(kind=Labeler.Kind.CO_OP).first()
    if row is not None:
        return row
    return Labeler.objects.create(
        id=ids.new_id(now),
        kind=Labeler.Kind.CO_OP,
        title=_("Our moderation"),
        words=_("Labels that are measures: each has its case, its reasons and its way to appeal."),
        values=kept([Value(WORD, _("what our moderation says above a post"))]),
        opened_at=now,
    )
