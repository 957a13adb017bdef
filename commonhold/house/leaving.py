"""What goes along with somebody, and what goes when she leaves: every room's part, and people last."""

from __future__ import annotations

from commonhold.civic.accounting import personal_data as accounting
from commonhold.civic.contributions import personal_data as contributions
from commonhold.civic.credit import personal_data as credit
from commonhold.civic.deliberation import personal_data as deliberation
from commonhold.civic.exchange import personal_data as exchange
from commonhold.civic.governance import personal_data as governance
from commonhold.civic.lending import personal_data as lending
from commonhold.civic.meetings import personal_data as meetings
from commonhold.civic.members import personal_data as members
from commonhold.civic.moderation import personal_data as moderation
from commonhold.civic.moving_in import personal_data as moving_in
from commonhold.civic.operating import personal_data as operating
from commonhold.civic.payments import personal_data as payments
from commonhold.civic.rights import personal_data as rights
from commonhold.civic.roadmap import personal_data as roadmap
from commonhold.civic.shares import personal_data as shares
from commonhold.civic.sponsors import personal_data as sponsors
from commonhold.civic.treasury import personal_data as treasury
from commonhold.civic.winding import personal_data as winding
from commonhold.doors.activitypub.sending.people import say_goodbye
from commonhold.social.actors import personal_data as actors
from commonhold.social.apps import personal_data as apps
from commonhold.social.archives import personal_data as archives
from commonhold.social.arrivals import personal_data as arrivals
from commonhold.social.blocklists import personal_data as blocklists
from commonhold.social.bridging import personal_data as bridging
from commonhold.social.collections import personal_data as collections
from commonhold.social.consents import personal_data as consents
from commonhold.social.conversations import personal_data as conversations
from commonhold.social.deliveries import personal_data as deliveries
from commonhold.social.emoji import personal_data as emoji
from commonhold.social.erasing import personal_data as erasing
from commonhold.social.events import personal_data as events
from commonhold.social.feeds import personal_data as feeds
from commonhold.social.filters import personal_data as filters
from commonhold.social.first_hour import personal_data as first_hour
from commonhold.social.groups import personal_data as groups
from commonhold.social.labels import personal_data as labels
from commonhold.social.letters import personal_data as letters
from commonhold.social.lists import personal_data as lists
from commonhold.social.lookups import personal_data as lookups
from commonhold.social.media import personal_data as media
from commonhold.social.notifications import personal_data as notifications
from commonhold.social.people import leaving
from commonhold.social.people import personal_data as people
from commonhold.social.polls import personal_data as polls
from commonhold.social.portraits import personal_data as portraits
from commonhold.social.posts import personal_data as posts
from commonhold.social.tags import personal_data as tags
from commonhold.social.takeout import offered as taken_along
from commonhold.social.takeout import personal_data as takeout

ROOMS = (
    exchange,
    contributions,
    credit,
    deliberation,
    governance,
    meetings,
    rights,
    roadmap,
    sponsors,
    members,
    moderation,
    lending,
    accounting,
    operating,
    payments,
    shares,
    moving_in,
    treasury,
    winding,
    takeout,
    archives,
    arrivals,
    actors,
    deliveries,
    lookups,
    apps,
    bridging,
    collections,
    consents,
    conversations,
    events,
    feeds,
    filters,
    first_hour,
    groups,
    labels,
    letters,
    lists,
    media,
    notifications,
    polls,
    portraits,
    tags,
    posts,
    people,
    erasing,
)
#: Whose rows say of a person only what she did for everybody, and stay.
KEEPING = (blocklists, emoji)


def wire() -> None:
    leaving.offer(say_goodbye)  # first, while it is known whom she must be missed by
    for room in ROOMS:
        leaving.offer(room.erase)
    for each in (*ROOMS, *KEEPING):
        name = each.__name__.split(".")[-2]
        taken_along.offer(name, posts.streamed_export_of if each is posts else each.export_of)
