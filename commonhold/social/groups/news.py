"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class JoiningAsked(News):
    """Moderators have a request to answer."""

    name: ClassVar[str] = "groups.joining-asked"
    group_id: int
    request_id: int
    person_id: int


@dataclass(frozen=True)
class JoiningAnswered(News):
    name: ClassVar[str] = "groups.joining-answered"
    group_id: int
    request_id: int
    person_id: int
    approved: bool


@dataclass(frozen=True)
class RequestWithdrawn(News):
    name: ClassVar[str] = "groups.request-withdrawn"
    group_id: int
    person_id: int


@dataclass(frozen=True)
class InvitedToGroup(News):
    name: ClassVar[str] = "groups.invited"
    group_id: int
    invitation_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True)
class RemovedFromGroup(News):
    """Somebody else ended a membership. The group's page tells her why."""

    name: ClassVar[str] = "groups.removed"
    group_id: int
    membership_id: int
    person_id: int
    banned: bool


@dataclass(frozen=True)
class ElectionOpened(News):
    """Members may stand now."""

    name: ClassVar[str] = "groups.election-opened"
    group_id: int
    election_id: int


@dataclass(frozen=True)
class Nominated(News):
    """Somebody is asked to stand."""

    name: ClassVar[str] = "groups.nominated"
    group_id: int
    election_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True)
class VotingOpened(News):
    name: ClassVar[str] = "groups.voting-opened"
    group_id: int
    election_id: int


@dataclass(frozen=True)
class ElectionEnded(News):
    name: ClassVar[str] = "groups.election-ended"
    group_id: int
    election_id: int
