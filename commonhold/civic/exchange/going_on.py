"""A dispute that nobody ends goes on by itself: before a jury, or to its end where none can be."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.exchange import resolving, stages
from commonhold.civic.exchange.models import Agreement, Dispute
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation.actions import Reasons
from commonhold.ground.refusal import Refusal


def go_on(row: Agreement, dispute: Dispute, now: datetime) -> None:
    """For whoever holds its lock, and found that its time is over."""
    kind = resolving.question(row)
    if kind is None:
        words = _(
            "Nobody found a way in time, and nothing was paid or set aside that a jury could decide about. "
            "It ends without an outcome; what you two still owe each other you settle between you."
        )
        resolving.resolve(row, dispute, words, "no-outcome", now)
        return
    reasons = Reasons(facts=dispute.words, rule=_("What two people agree on holds, or others look at it."))
    try:
        with transaction.atomic():
            dispute.measure_id = moderation.ask_jury(
                report_id=dispute.report_id, kind=kind, reasons=reasons, now=now
            )
    except Refusal:
        words = _(
            "Nobody found a way in time, and there are too few people for a jury. It ends without an "
            "outcome: what was paid stays where it is, and a deposit is free again."
        )
        resolving.resolve(row, dispute, words, "no-outcome", now)
        return
    dispute.save(update_fields=["measure_id"])
    note(row, Deed.BEFORE_JURY, None, now, _("Nobody found a way in time."))
    tell(row, "mediated", stages.both(row), by=None, now=now)
