"""What groups tell of: the part of the register that is theirs."""

from __future__ import annotations

from commonhold.ground.news import bus as news
from commonhold.social.events.news import EventCalledOff, EventChanged, EventPlanned, EventTomorrow
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
from commonhold.social.notifications import group_handlers as in_groups
from commonhold.social.posts.news import PostAnnounced, PostTakenOut


def wire() -> None:
    news.subscribe(JoiningAsked, in_groups.on_joining_asked)
    news.subscribe(JoiningAnswered, in_groups.on_joining_answered)
    news.subscribe(RequestWithdrawn, in_groups.on_request_withdrawn)
    news.subscribe(InvitedToGroup, in_groups.on_invited)
    news.subscribe(RemovedFromGroup, in_groups.on_removed)
    news.subscribe(PostAnnounced, in_groups.on_post_announced)
    news.subscribe(PostTakenOut, in_groups.on_post_taken_out)
    news.subscribe(ElectionOpened, in_groups.on_election_opened)
    news.subscribe(Nominated, in_groups.on_nominated)
    news.subscribe(VotingOpened, in_groups.on_voting_opened)
    news.subscribe(ElectionEnded, in_groups.on_election_ended)
    news.subscribe(EventPlanned, in_groups.on_event_planned)
    news.subscribe(EventChanged, in_groups.on_event_changed)
    news.subscribe(EventCalledOff, in_groups.on_event_called_off)
    news.subscribe(EventTomorrow, in_groups.on_event_tomorrow)
