"""Telling people what concerns them in groups and at events. Each may be run twice, and tells once.

A subject is the page that the line leads to: "group:potters/requests?of=ID" is /g/potters/requests?of=ID.
What stands after the question mark tells one occasion from the next.
"""

from __future__ import annotations

from datetime import datetime

from commonhold.social.events import queries as events
from commonhold.social.events.news import EventCalledOff, EventChanged, EventPlanned, EventTomorrow
from commonhold.social.groups import queries as groups
from commonhold.social.groups.news import (
    ElectionEnded,
    ElectionOpened,
    InvitedToGroup,
    JoiningAnswered,
    JoiningAsked,
    Nominated,
    RemovedFromGroup,
    RequestWithdrawn,
    VotingOpened,
)
from commonhold.social.notifications.actions import notify, notify_all, take_back
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts.news import PostAnnounced, PostTakenOut


def on_joining_asked(event: JoiningAsked, now: datetime) -> None:
    """Tell the moderators that somebody asks to be let in."""
    handle, title = groups.name_of(event.group_id)
    notify_all(
        people_ids=groups.moderator_ids(event.group_id),
        kind="group.asked",
        subject=f"group:{handle}/requests",
        words=title,
        actor_id=event.person_id,
        now=now,
    )


def on_joining_answered(event: JoiningAnswered, now: datetime) -> None:
    """Tell who asked; the question itself is answered."""
    handle, title = groups.name_of(event.group_id)
    take_back(kind="group.asked", actor_id=event.person_id, subject=f"group:{handle}/requests")
    notify(
        person_id=event.person_id,
        kind="group.approved" if event.approved else "group.refused",
        subject=f"group:{handle}?answer={event.request_id}",
        words=title,
        now=now,
    )


def on_request_withdrawn(event: RequestWithdrawn, now: datetime) -> None:
    handle, _title = groups.name_of(event.group_id)
    take_back(kind="group.asked", actor_id=event.person_id, subject=f"group:{handle}/requests")


def on_invited(event: InvitedToGroup, now: datetime) -> None:
    handle, title = groups.name_of(event.group_id)
    notify(
        person_id=event.person_id,
        kind="group.invited",
        subject=f"group:{handle}?invitation={event.invitation_id}",
        words=title,
        actor_id=event.by_id,
        now=now,
    )


def on_removed(event: RemovedFromGroup, now: datetime) -> None:
    """Tell who was sent away; the group's page tells her why. It doesn't say by whom."""
    handle, title = groups.name_of(event.group_id)
    notify(
        person_id=event.person_id,
        kind="group.removed",
        subject=f"group:{handle}?ended={event.membership_id}",
        words=title,
        now=now,
    )


def on_post_announced(event: PostAnnounced, now: datetime) -> None:
    """Tell the members of the group."""
    _handle, title = groups.name_of(event.group_id)
    notify_all(
        people_ids=groups.member_ids(event.group_id),
        kind="group.announced",
        words=title,
        actor_id=event.by_id,
        post_id=event.post_id,
        now=now,
    )


def on_post_taken_out(event: PostTakenOut, now: datetime) -> None:
    """Tell its author; the place where it stood says why, not by whom."""
    _handle, title = groups.name_of(event.group_id)
    author = people.person(ANYONE, event.author_id)
    notify(
        person_id=event.author_id,
        kind="group.post-removed",
        subject=f"post:{author.handle}/{event.post_id}",
        words=title,
        now=now,
    )


def on_election_opened(event: ElectionOpened, now: datetime) -> None:
    _tell_members(event.group_id, "group.election", event.election_id, now)


def on_voting_opened(event: VotingOpened, now: datetime) -> None:
    _tell_members(event.group_id, "group.voting", event.election_id, now)


def on_election_ended(event: ElectionEnded, now: datetime) -> None:
    _tell_members(event.group_id, "group.elected", event.election_id, now)


def on_nominated(event: Nominated, now: datetime) -> None:
    handle, title = groups.name_of(event.group_id)
    notify(
        person_id=event.person_id,
        kind="group.nominated",
        subject=f"group:{handle}/elections/{event.election_id}",
        words=title,
        actor_id=event.by_id,
        now=now,
    )


def on_event_planned(event: EventPlanned, now: datetime) -> None:
    """Tell the members of its group, where it has one."""
    title, group_id = events.planned_in(event.event_id)
    if group_id is None:
        return
    notify_all(
        people_ids=groups.member_ids(group_id),
        kind="event.planned",
        subject=f"event:{event.event_id}",
        words=title,
        actor_id=event.host_id,
        now=now,
    )


def on_event_changed(event: EventChanged, now: datetime) -> None:
    _tell_the_expecting("event.changed", event.event_id, f"?change={event.revision}", event.by_id, now)


def on_event_called_off(event: EventCalledOff, now: datetime) -> None:
    _tell_the_expecting("event.cancelled", event.event_id, "", event.by_id, now)


def on_event_tomorrow(event: EventTomorrow, now: datetime) -> None:
    _tell_the_expecting("event.tomorrow", event.event_id, f"?as-of={event.revision}", None, now)


def _tell_members(group_id: int, kind: str, election_id: int, now: datetime) -> None:
    handle, title = groups.name_of(group_id)
    people_ids = groups.member_ids(group_id)
    subject = f"group:{handle}/elections/{election_id}"
    notify_all(people_ids=people_ids, kind=kind, subject=subject, words=title, now=now)


def _tell_the_expecting(kind: str, event_id: int, occasion: str, by: int | None, now: datetime) -> None:
    """Tell who said yes or maybe, but not whoever did it."""
    title, expecting = events.expecting(event_id)
    people_ids = [each for each in expecting if each != by]
    subject = f"event:{event_id}{occasion}"
    notify_all(people_ids=people_ids, kind=kind, subject=subject, words=title, now=now)
