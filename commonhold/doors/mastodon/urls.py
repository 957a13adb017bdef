"""The API's addresses, in the order of Mastodon's documentation. Each room of the door lists its own."""

from __future__ import annotations

from django.urls import URLPattern

from commonhold.doors.mastodon import (
    accounts,
    conversations,
    follow_requests,
    grouped,
    instance,
    markers,
    media,
    notifications,
    oauth,
    push,
    requests,
    statuses,
    timelines,
    writing,
)
from commonhold.doors.mastodon.endpoint import at, unknown

_APPS = [
    at("api/v1/apps", post=oauth.register),
    at("api/v1/apps/verify_credentials", get=oauth.verify_app),
    at("oauth/token", post=oauth.token),
    at("oauth/revoke", post=oauth.revoke),
    at(".well-known/oauth-authorization-server", get=oauth.metadata),
]

_INSTANCE = [
    at("api/v2/instance", get=instance.show),
    at("api/v1/instance", get=instance.show_old),
    at("api/v1/instance/rules", get=instance.show_rules),
    at("api/v1/instance/peers", get=instance.peers),
    at("api/v1/instance/activity", get=instance.activity),
    at("api/v1/instance/extended_description", get=instance.extended_description),
    at("api/v1/instance/privacy_policy", get=instance.privacy_policy),
    at("api/v1/instance/terms_of_service", get=instance.terms),
    at("api/v1/instance/terms_of_service/<str:date>", get=instance.terms),
    at("api/v1/custom_emojis", get=instance.custom_emojis),
    at("health", get=instance.health),
    at(".well-known/nodeinfo", get=instance.nodeinfo_links),
    at("nodeinfo/<str:version>", get=instance.nodeinfo),
]

_ACCOUNTS = [
    at("api/v1/accounts", get=accounts.show_many),
    at("api/v1/accounts/verify_credentials", get=accounts.verify),
    at("api/v1/accounts/lookup", get=accounts.lookup),
    at("api/v1/accounts/search", get=accounts.search),
    at("api/v1/accounts/relationships", get=accounts.relationships),
    at("api/v1/accounts/familiar_followers", get=accounts.familiar_followers),
    at("api/v1/accounts/<str:id>", get=accounts.show),
    at("api/v1/accounts/<str:id>/statuses", get=accounts.show_statuses),
    at("api/v1/accounts/<str:id>/followers", get=accounts.followers),
    at("api/v1/accounts/<str:id>/following", get=accounts.following),
    at("api/v1/accounts/<str:id>/follow", post=accounts.follow),
    at("api/v1/accounts/<str:id>/unfollow", post=accounts.unfollow),
    at("api/v1/accounts/<str:id>/remove_from_followers", post=accounts.remove_follower),
    at("api/v1/accounts/<str:id>/block", post=accounts.block),
    at("api/v1/accounts/<str:id>/unblock", post=accounts.unblock),
    at("api/v1/accounts/<str:id>/mute", post=accounts.mute),
    at("api/v1/accounts/<str:id>/unmute", post=accounts.unmute),
    at("api/v1/accounts/<str:id>/note", post=accounts.note),
]

_TIMELINES = [
    at("api/v1/timelines/home", get=timelines.home),
    at("api/v1/timelines/public", get=timelines.public),
    at("api/v1/timelines/tag/<str:hashtag>", get=timelines.tag),
    at("api/v1/timelines/list/<str:list_id>", get=timelines.of_list),
    at("api/v1/timelines/link", get=timelines.link),
    at("api/v1/bookmarks", get=timelines.bookmarks),
    at("api/v1/favourites", get=timelines.favourites),
]

_STATUSES = [
    at("api/v1/statuses", get=statuses.show_many, post=writing.publish),
    at("api/v1/statuses/<str:id>", get=statuses.show, put=writing.edit, delete=statuses.delete),
    at("api/v1/statuses/<str:id>/context", get=statuses.context),
    at("api/v1/statuses/<str:id>/history", get=statuses.history),
    at("api/v1/statuses/<str:id>/source", get=statuses.source),
    at("api/v1/statuses/<str:id>/card", get=statuses.show_card),
    at("api/v1/statuses/<str:id>/favourited_by", get=statuses.favourited_by),
    at("api/v1/statuses/<str:id>/reblogged_by", get=statuses.reblogged_by),
    at("api/v1/statuses/<str:id>/translate", post=statuses.translate),
    at("api/v1/statuses/<str:id>/favourite", post=statuses.favourite),
    at("api/v1/statuses/<str:id>/unfavourite", post=statuses.unfavourite),
    at("api/v1/statuses/<str:id>/reblog", post=statuses.reblog),
    at("api/v1/statuses/<str:id>/unreblog", post=statuses.unreblog),
    at("api/v1/statuses/<str:id>/bookmark", post=statuses.bookmark),
    at("api/v1/statuses/<str:id>/unbookmark", post=statuses.unbookmark),
    at("api/v1/statuses/<str:id>/pin", post=statuses.pin),
    at("api/v1/statuses/<str:id>/unpin", post=statuses.unpin),
    at("api/v1/scheduled_statuses", get=writing.scheduled),
    at(
        "api/v1/scheduled_statuses/<str:id>",
        get=writing.show_scheduled,
        put=writing.reschedule,
        delete=writing.cancel,
    ),
    at("api/v1/media", post=media.upload_old),
    at("api/v2/media", post=media.upload),
    at("api/v1/media/<str:id>", get=media.show, put=media.change, delete=media.delete),
    at("api/v1/polls/<str:id>", get=media.show_poll),
    at("api/v1/polls/<str:id>/votes", post=media.vote),
]

_TOLD = [
    at("api/v1/notifications", get=notifications.index),
    at("api/v1/notifications/unread_count", get=notifications.unread_count),
    at("api/v1/notifications/clear", post=notifications.clear),
    at("api/v1/notifications/dismiss", post=notifications.dismiss_old),
    at("api/v1/notifications/policy", get=requests.policy_old, put=requests.choose_policy_old),
    at("api/v1/notifications/requests", get=requests.index),
    at("api/v1/notifications/requests/merged", get=requests.merged),
    at("api/v1/notifications/requests/accept", post=requests.accept_many),
    at("api/v1/notifications/requests/dismiss", post=requests.dismiss_many),
    at("api/v1/notifications/requests/<str:id>", get=requests.show),
    at("api/v1/notifications/requests/<str:id>/accept", post=requests.accept),
    at("api/v1/notifications/requests/<str:id>/dismiss", post=requests.dismiss),
    at("api/v1/notifications/<str:id>", get=notifications.show),
    at("api/v1/notifications/<str:id>/dismiss", post=notifications.dismiss),
    at("api/v2/notifications", get=grouped.index),
    at("api/v2/notifications/unread_count", get=grouped.unread_count),
    at("api/v2/notifications/policy", get=requests.policy, patch=requests.choose_policy),
    at("api/v2/notifications/<str:group_key>", get=grouped.show),
    at("api/v2/notifications/<str:group_key>/accounts", get=grouped.people),
    at("api/v2/notifications/<str:group_key>/dismiss", post=grouped.dismiss),
    at("api/v1/markers", get=markers.show, post=markers.save),
    at("api/v1/push/subscription", get=push.show, post=push.create, put=push.change, delete=push.delete),
    at("api/v1/conversations", get=conversations.index),
    at("api/v1/conversations/<str:id>", delete=conversations.delete),
    at("api/v1/conversations/<str:id>/read", post=conversations.read),
    at("api/v1/timelines/direct", get=conversations.direct),
    at("api/v1/follow_requests", get=follow_requests.index),
    at("api/v1/follow_requests/<str:account_id>/authorize", post=follow_requests.authorize),
    at("api/v1/follow_requests/<str:account_id>/reject", post=follow_requests.reject),
]

urlpatterns: list[URLPattern] = [*_APPS, *_INSTANCE, *_ACCOUNTS, *_TIMELINES, *_STATUSES, *_TOLD, unknown]
