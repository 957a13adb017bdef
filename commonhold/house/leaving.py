"""What goes when somebody leaves: every room's part, and people last, who then has no name any more."""

from __future__ import annotations

from commonhold.civic.deliberation import personal_data as deliberation
from commonhold.civic.governance import personal_data as governance
from commonhold.civic.meetings import personal_data as meetings
from commonhold.civic.members import personal_data as members
from commonhold.civic.moderation import personal_data as moderation
from commonhold.civic.roadmap import personal_data as roadmap
from commonhold.civic.treasury import personal_data as treasury
from commonhold.social.apps import personal_data as apps
from commonhold.social.archives import personal_data as archives
from commonhold.social.collections import personal_data as collections
from commonhold.social.conversations import personal_data as conversations
from commonhold.social.events import personal_data as events
from commonhold.social.feeds import personal_data as feeds
from commonhold.social.filters import personal_data as filters
from commonhold.social.first_hour import personal_data as first_hour
from commonhold.social.groups import personal_data as groups
from commonhold.social.lists import personal_data as lists
from commonhold.social.media import personal_data as media
from commonhold.social.notifications import personal_data as notifications
from commonhold.social.people import leaving
from commonhold.social.people import personal_data as people
from commonhold.social.polls import personal_data as polls
from commonhold.social.portraits import personal_data as portraits
from commonhold.social.posts import personal_data as posts
from commonhold.social.tags import personal_data as tags

ROOMS = (
    deliberation,
    governance,
    meetings,
    roadmap,
    members,
    moderation,
    treasury,
    archives,
    apps,
    collections,
    conversations,
    events,
    feeds,
    filters,
    first_hour,
    groups,
    lists,
    media,
    notifications,
    polls,
    portraits,
    posts,
    tags,
    people,
)


def wire() -> None:
    for room in ROOMS:
        leaving.offer(room.erase)
