"""Voting opens: who may vote is frozen, as credentials, and its hash goes on the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Poll, Seat
from commonhold.civic.governance.sealed import ceremony as trustees
from commonhold.civic.governance.sealed.models import Ceremony, SealedVote, VoterCredential
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from rulebook.ristretto import Point
from rulebook.sealed.opening import in_order, open_voting
from rulebook.sealed.question import question_from
from rulebook.verifying import Rejected
from rulebook.verifying.ballots import read_registrations

Message = dict[str, Any]


def register(seat: Seat, message: Message) -> None:
    """Keep the public half of a voter's key pair; an earlier one of hers gives way. Raises Refusal."""
    ceremony = Ceremony.objects.get(proposal_id=seat.poll_id)
    try:
        (credential,) = read_registrations(trustees.question_of(ceremony), [message], "registration")
    except Rejected as rejected:
        raise Refusal(
            _("Your key was not taken, and nothing is lost. The check says: {why}"), why=rejected.why
        ) from None
    if message["seat"] != seat.commitment:
        raise Refusal(_("This key was made for another seat, so it was not taken."))
    if (
        VoterCredential.objects.filter(poll=seat.poll, credential=credential.hex())
        .exclude(seat=seat)
        .exists()
    ):
        raise Refusal(_("This key belongs to another seat, so it was not taken."))
    VoterCredential.objects.update_or_create(
        seat=seat,
        defaults={"poll": seat.poll, "credential": credential.hex(), "registration": message},
    )


def freeze(poll: Poll, *, now: datetime) -> None:
    """From here on no credential is added or changed: each ballot names the hash of all this."""
    ceremony = Ceremony.objects.get(proposal_id=poll.proposal_id)
    rows = VoterCredential.objects.filter(poll=poll).values_list("registration", flat=True)
    registrations = in_order(list(rows))
    opening = open_voting(
        question_from(ceremony.question),
        Point(bytes.fromhex(ceremony.key)),
        trustees.messages_of(ceremony),
        registrations,
    )
    SealedVote.objects.create(
        poll=poll,
        opening=opening.plain(),
        election=opening.election.hex(),
        registrations=registrations,
    )
    body: dict[str, str | int] = {
        "proposal": str(poll.proposal_id),
        "election": opening.election.hex(),
        "credentials": opening.credentials.hex(),
        "registered": len(registrations),
    }
    record.append("governance.sealed-opened", body, about=f"proposal:{poll.proposal_id}", now=now)
