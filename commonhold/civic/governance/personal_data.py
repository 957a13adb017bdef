"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves.

How she voted is in no file: nobody knows it. That she took part stands on each vote's public roll; that she
was a trustee, in a sealed vote's published files, by her handle, as she was told when she became one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.governance.models import (
    BoardWord,
    CountSheet,
    Delegation,
    EmergencyMeasure,
    Mandate,
    OptionRow,
    Pause,
    Proposal,
    Reason,
    Recount,
    Revision,
    Seat,
    Signature,
    Sponsor,
)
from commonhold.civic.governance.sealed.models import Trustee
from commonhold.civic.governance.vocabulary import State

_GONE = "—"
#: In which of these a proposal was once, others have read it.
_PUBLIC = [each for each in State.values if each not in {State.DRAFT, State.WITHDRAWN}]


def export_of(person_id: int) -> dict[str, Any]:
    """Her proposals, options, sponsorships, reasons, mandates, delegations and petitions, as plain values."""
    mine = {"person_id": person_id}
    seats = Seat.objects.filter(**mine).order_by("id")
    return {
        "proposals": [
            {"id": str(row.id), "title": row.title, "text": row.text, "at": row.drafted_at.isoformat()}
            for row in Proposal.objects.filter(author_id=person_id).order_by("id")
        ],
        "options": [
            {"proposal": str(row.proposal_id), "title": row.title, "text": row.text, "at": row.at.isoformat()}
            for row in OptionRow.objects.filter(by_id=person_id).order_by("id")
        ],
        "reasons": [
            {"proposal": str(row.proposal_id), "side": row.side, "text": row.text}
            for row in Reason.objects.filter(**mine).order_by("id")
        ],
        "recounts": [
            {"proposal": str(row.proposal_id), "reason": row.reason, "at": row.at.isoformat()}
            for row in Recount.objects.filter(**mine).order_by("id")
        ],
        "words_for_the_board": [
            {"proposal": str(row.proposal_id), "text": row.text, "at": row.at.isoformat()}
            for row in BoardWord.objects.filter(by_id=person_id).order_by("at", "proposal_id")
        ],
        "pauses": [
            {"proposal": str(row.proposal_id), "reason": row.reason, "at": row.at.isoformat()}
            for row in Pause.objects.filter(by_id=person_id).order_by("at", "proposal_id")
        ],
        "emergency_measures": [
            {"proposal": str(row.proposal_id), "reason": row.reason, "at": row.at.isoformat()}
            for row in EmergencyMeasure.objects.filter(by_id=person_id).order_by("at", "proposal_id")
        ],
        "sponsored": [_about(row) for row in Sponsor.objects.filter(**mine).order_by("id")],
        "petitions": [_about(row) for row in Signature.objects.filter(**mine).order_by("id")],
        "mandates": [
            {"role": row.role, "since": row.since.isoformat(), "until": row.until and row.until.isoformat()}
            for row in Mandate.objects.filter(**mine).order_by("id")
        ],
        "delegations": [
            {"to": str(row.to_id), "topic": row.topic, "since": row.since.isoformat()}
            for row in Delegation.objects.filter(**mine).order_by("id")
        ],
        "trusteeships": [
            {"proposal": str(row.ceremony_id), "place": row.place}
            for row in Trustee.objects.filter(**mine).order_by("id")
        ],
        "rolls": [
            {"proposal": str(row.poll_id), "took_part": row.voted, "class": row.class_key} for row in seats
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Forget her words, her delegations and her name on ballots; counts and rolls stay, as numbers do."""
    Delegation.objects.filter(person_id=person_id).delete()
    Delegation.objects.filter(to_id=person_id, ended_at=None).update(ended_at=now)
    Reason.objects.filter(person_id=person_id).delete()
    drafts = Proposal.objects.filter(author_id=person_id).exclude(steps__state__in=_PUBLIC)
    OptionRow.objects.filter(proposal__in=drafts).update(title=_GONE, text="", decisions=[])
    Revision.objects.filter(proposal__in=drafts).delete()
    drafts.update(title=_GONE, text="", decisions=[], question={})
    Recount.objects.filter(person_id=person_id).update(reason="")
    for row in OptionRow.objects.filter(person_id=person_id):
        _forget_on_ballot(row)


def _forget_on_ballot(row: OptionRow) -> None:
    """Her name and her words on a ballot, and her name on its count sheet."""
    row.title, row.text = _GONE, ""
    row.save(update_fields=["title", "text"])
    sheet = CountSheet.objects.filter(poll_id=row.proposal_id).first()
    if sheet is None or row.number is None:
        return
    names = sheet.sheet.get("candidates")
    if names and row.number < len(names):
        names[row.number] = _GONE
        sheet.save(update_fields=["sheet"])


def _about(row: Sponsor | Signature) -> dict[str, str]:
    return {"proposal": str(row.proposal_id), "at": row.at.isoformat()}
