"""What happens by itself: reports wait, measures end, appeals and duties fall due, juries are drawn."""

from __future__ import annotations

from commonhold.civic.moderation import borrowing, closing, drawing, duties, measures, telling, triage
from commonhold.civic.moderation.actions import appealing

KINDS = [*measures.KINDS, *drawing.KINDS, *appealing.KINDS, *closing.KINDS, *telling.KINDS, *triage.KINDS]
KINDS += [*borrowing.KINDS, *duties.KINDS]
