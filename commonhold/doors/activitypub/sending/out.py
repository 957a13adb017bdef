"""Handing an activity to the deliveries: signed by whom, to which inboxes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import orjson

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.sending.activities import Activity, standing_alone
from commonhold.ground.signing.proofs import with_proof
from commonhold.social.actors import proving
from commonhold.social.actors.keys import SERVER, Signer
from commonhold.social.deliveries import actions as deliveries
from commonhold.social.people import queries as people


def send(activity: Activity, *, by: Signer, inboxes: Collection[str], now: datetime) -> None:
    """Within the caller's transaction. The same activity reaches an inbox once, however often it is sent."""
    if not inboxes:
        return
    deliveries.deliver(
        activity=orjson.dumps(_proven(standing_alone(activity), by, now)),
        activity_id=str(activity["id"]),
        by=by,
        key_id=addresses.key(actor_of(by)),
        inboxes=sorted(inboxes),
        now=now,
    )


def _proven(activity: Activity, by: Signer, now: datetime) -> Activity:
    """What the co-op itself announces bears a proof (FEP-8b32)."""
    if by.person_id is None or by.person_id != people.coop_account_id():
        return activity
    key_id = addresses.proof_key(addresses.person(by.person_id))
    return with_proof(activity, key_id=key_id, key=proving.private_key(), created=now)


def actor_of(signer: Signer) -> str:
    """The URI of whoever signs."""
    if signer.person_id is not None:
        return addresses.person(signer.person_id)
    return addresses.server() if signer == SERVER else addresses.group(signer.group_id or 0)
