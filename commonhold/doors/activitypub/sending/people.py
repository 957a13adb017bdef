"""That somebody's page changed, that she moved, that she left, or that all of us did."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.winding.news import CoopSealed
from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.documents.people import document_of
from commonhold.doors.activitypub.sending import activities
from commonhold.doors.activitypub.sending.out import send
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import Signer
from commonhold.social.actors.news import PersonMoved
from commonhold.social.arrivals import queries as arrivals
from commonhold.social.people import queries as people
from commonhold.social.people.news import PersonDescribed
from commonhold.social.people.queries import ANYONE

_GOODBYE = "activitypub.goodbye"
#: Several changes at once are told together.
_TOGETHER = timedelta(seconds=10)


def on_person_described(event: PersonDescribed, now: datetime) -> None:
    """Update, soon: a page is changed in several steps."""
    if people.remote_among([event.person_id]):
        return
    part = int(now.timestamp() // _TOGETHER.total_seconds()) + 1
    due = datetime.fromtimestamp(part * _TOGETHER.total_seconds(), now.tzinfo)
    payload = {"person_id": event.person_id}
    jobs.schedule("activitypub.tell-profile", key=f"{event.person_id}:{part}", due=due, payload=payload)


def on_person_moved(event: PersonMoved, now: datetime) -> None:
    """Move: who follows her elsewhere is led to her new address by her own server. Then Update."""
    target = actors.of_person(event.target_id)
    if target is None:
        return
    me = addresses.person(event.person_id)
    made = activities.activity(
        "Move",
        f"{me}#move-{ids.milliseconds(now)}",
        me,
        me,
        [f"{me}/followers"],
        target=target.uri,
    )
    inboxes = actors.inboxes_of_followers(event.person_id) | {target.inbox}
    send(made, by=Signer(person_id=event.person_id), inboxes=inboxes, now=now)


def say_goodbye(person_id: int, now: datetime) -> None:
    """Delete, to all servers that we know: told before she is forgotten, in the same transaction."""
    if people.remote_among([person_id]) or arrivals.is_taken_back(person_id):
        return
    me = addresses.person(person_id)
    made = activities.activity("Delete", f"{me}#delete", me, me, [PUBLIC])
    inboxes = actors.everybodys_inboxes() | actors.inboxes_of_followers(person_id)
    send(made, by=Signer(person_id=person_id), inboxes=inboxes, now=now)


def on_coop_sealed(event: CoopSealed, now: datetime) -> None:
    """Delete, for each of ours: her own work each, since every server that we know hears of it."""
    for person_id in people.everybody_here():
        jobs.schedule(_GOODBYE, key=str(person_id), due=now, payload={"person_id": person_id})


def _say_goodbye(payload: Payload, now: datetime) -> None:
    say_goodbye(int(payload["person_id"]), now)


def _tell_profile(payload: Payload, now: datetime) -> None:
    person_id = int(payload["person_id"])
    inboxes = actors.inboxes_of_followers(person_id)
    one = people.described(ANYONE, [person_id]).get(person_id)
    if not inboxes or one is None or one.is_gone:
        return
    me = addresses.person(person_id)
    made = activities.activity(
        "Update", f"{me}#update-{ids.milliseconds(now)}", me, document_of(one, now), [PUBLIC]
    )
    send(made, by=Signer(person_id=person_id), inboxes=inboxes, now=now)


KINDS = [Kind("activitypub.tell-profile", _tell_profile), Kind(_GOODBYE, _say_goodbye)]
