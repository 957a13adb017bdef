"""The web door's addresses, room by room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from commonhold.doors.web.about.urls import urlpatterns as about
from commonhold.doors.web.agreements.urls import urlpatterns as agreements
from commonhold.doors.web.apps.urls import urlpatterns as apps
from commonhold.doors.web.archives.urls import urlpatterns as archives
from commonhold.doors.web.arrivals.urls import urlpatterns as arrivals
from commonhold.doors.web.breaks.urls import urlpatterns as breaks
from commonhold.doors.web.charter.urls import urlpatterns as charter
from commonhold.doors.web.collections.urls import urlpatterns as collections
from commonhold.doors.web.conversations.urls import urlpatterns as conversations
from commonhold.doors.web.credit.urls import urlpatterns as credit
from commonhold.doors.web.decide.urls import urlpatterns as decide
from commonhold.doors.web.deliberation.urls import urlpatterns as deliberation
from commonhold.doors.web.discover.urls import urlpatterns as discover
from commonhold.doors.web.emoji.urls import urlpatterns as emoji
from commonhold.doors.web.erasing.urls import urlpatterns as erasing
from commonhold.doors.web.events.urls import urlpatterns as events
from commonhold.doors.web.exchange.urls import urlpatterns as exchange
from commonhold.doors.web.federation.urls import urlpatterns as federation
from commonhold.doors.web.feeds.urls import urlpatterns as feeds
from commonhold.doors.web.filters.urls import urlpatterns as filters
from commonhold.doors.web.groups.urls import urlpatterns as groups
from commonhold.doors.web.home.urls import urlpatterns as home
from commonhold.doors.web.installable.urls import urlpatterns as installable
from commonhold.doors.web.join.urls import urlpatterns as join
from commonhold.doors.web.keyboard.urls import urlpatterns as keyboard
from commonhold.doors.web.labels.urls import urlpatterns as labels
from commonhold.doors.web.language.urls import urlpatterns as language
from commonhold.doors.web.lending.urls import urlpatterns as lending
from commonhold.doors.web.lists.urls import urlpatterns as lists
from commonhold.doors.web.live.urls import urlpatterns as live
from commonhold.doors.web.media.urls import urlpatterns as media
from commonhold.doors.web.meetings.urls import urlpatterns as meetings
from commonhold.doors.web.moderation.urls import urlpatterns as moderation
from commonhold.doors.web.money.urls import urlpatterns as money
from commonhold.doors.web.more.urls import urlpatterns as more
from commonhold.doors.web.moving_in.urls import urlpatterns as moving_in
from commonhold.doors.web.notifications.urls import urlpatterns as notifications
from commonhold.doors.web.open_data.urls import urlpatterns as open_data
from commonhold.doors.web.operating.urls import urlpatterns as operating
from commonhold.doors.web.payments.urls import urlpatterns as payments
from commonhold.doors.web.peers.urls import urlpatterns as peers
from commonhold.doors.web.people.urls import urlpatterns as people
from commonhold.doors.web.posts.urls import urlpatterns as posts
from commonhold.doors.web.record.urls import urlpatterns as record
from commonhold.doors.web.rights.urls import urlpatterns as rights
from commonhold.doors.web.roadmap.urls import urlpatterns as roadmap
from commonhold.doors.web.search.urls import urlpatterns as search
from commonhold.doors.web.settings.urls import urlpatterns as settings
from commonhold.doors.web.shares.urls import urlpatterns as shares
from commonhold.doors.web.sharing.urls import urlpatterns as sharing
from commonhold.doors.web.sign_in.urls import urlpatterns as sign_in
from commonhold.doors.web.sponsors.urls import urlpatterns as sponsors
from commonhold.doors.web.tags.urls import urlpatterns as tags
from commonhold.doors.web.takeout.urls import urlpatterns as takeout
from commonhold.doors.web.welcome.urls import urlpatterns as welcome
from commonhold.doors.web.winding.urls import urlpatterns as winding

urlpatterns: list[URLPattern | URLResolver] = [
    *home,
    *welcome,
    *about,
    *installable,
    *more,
    *apps,
    *language,
    *keyboard,
    *sign_in,
    *agreements,
    *moving_in,
    *arrivals,
    *join,
    *charter,
    *decide,
    *deliberation,
    *meetings,
    *roadmap,
    *credit,
    *shares,
    *money,
    *sharing,
    *sponsors,
    *exchange,
    *open_data,
    *operating,
    *winding,
    *payments,
    *record,
    *peers,
    *lending,
    *live,
    *media,
    *notifications,
    *conversations,
    *lists,
    *collections,
    *groups,
    *events,
    *posts,
    *people,
    *settings,
    *rights,
    *archives,
    *takeout,
    *erasing,
    *federation,
    *feeds,
    *filters,
    *breaks,
    *labels,
    *moderation,
    *tags,
    *search,
    *discover,
    *emoji,
]
