"""The API's addresses, in the order of Mastodon's documentation. Each room of the door lists its own."""

from __future__ import annotations

from django.urls import URLPattern

from commonhold.doors.calls.endpoint import at, unknown
from commonhold.doors.mastodon import (
    absent,
    accounts,
    announcements,
    apart,
    collections,
    conversations,
    discover,
    embedding,
    featured,
    filters,
    follow_requests,
    grouped,
    instance,
    lists,
    markers,
    media,
    notifications,
    oauth,
    profile,
    push,
    reports,
    requests,
    search,
    signing_up,
    statuses,
    tags,
    timelines,
    trends,
    writing,
)
from commonhold.doors.mastodon.asked_most import urlpatterns as asked_most
from commonhold.doors.mastodon.streaming import views as streaming

_APPS = [
    at("api/v1/apps", post=oauth.register),
    at("api/v1/apps/verify_credentials", get=oauth.verify_app),
    at("oauth/token", post=oauth.token),
    at("oauth/revoke", post=oauth.revoke),
    at(".well-known/oauth-authorization-server", get=oauth.metadata),
]

_INSTANCE = [
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
    at("api/v1/accounts", get=accounts.show_many, post=signing_up.open_account),
    at("api/v1/emails/confirmations", post=signing_up.confirm_email),
    at("api/v1/accounts/verify_credentials", get=accounts.verify),
    at("api/v1/accounts/lookup", get=accounts.lookup),
    at("api/v1/accounts/search", get=accounts.search),
    at("api/v1/accounts/relationships", get=accounts.relationships),
    at("api/v1/accounts/familiar_followers", get=accounts.familiar_followers),
    at("api/v1/accounts/<str:id>", get=accounts.show),
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

_PEOPLE = [
    at("api/v1/accounts/update_credentials", patch=profile.update),
    at("api/v1/profile", get=profile.show, patch=profile.change, put=profile.change),
    at("api/v1/profile/avatar", delete=profile.remove_avatar),
    at("api/v1/profile/header", delete=profile.remove_header),
    at("api/v1/preferences", get=profile.preferences),
    at("oauth/userinfo", get=profile.userinfo, post=profile.userinfo),
    at("api/v1/lists", get=lists.show_all, post=lists.make),
    at("api/v1/lists/<str:id>", get=lists.show, put=lists.change, delete=lists.delete),
    at("api/v1/lists/<str:id>/accounts", get=lists.show_people, post=lists.add, delete=lists.remove),
    at("api/v1/accounts/<str:id>/lists", get=lists.of_account),
    at("api/v1/blocks", get=apart.blocks),
    at("api/v1/mutes", get=apart.mutes),
    at("api/v1/domain_blocks/preview", get=apart.what_a_server_block_ends),
    at("api/v1/domain_blocks", get=apart.servers, post=apart.block_server, delete=apart.unblock_server),
]

_DISCOVERING = [
    at("api/v1/accounts/<str:id>/featured_tags", get=featured.tags_of),
    at("api/v1/featured_tags", get=featured.own_tags, post=featured.feature_tag),
    at("api/v1/featured_tags/suggestions", get=featured.suggested_tags),
    at("api/v1/featured_tags/<str:id>", delete=featured.unfeature_tag),
    at("api/v1/accounts/<str:id>/endorsements", get=featured.endorsed_by),
    at("api/v1/endorsements", get=featured.own_endorsed),
    *(at(f"api/v1/accounts/<str:id>/{each}", post=featured.endorse) for each in ("endorse", "pin")),
    *(at(f"api/v1/accounts/<str:id>/{each}", post=featured.unendorse) for each in ("unendorse", "unpin")),
    at("api/v1/accounts/<str:id>/identity_proofs", get=featured.identity_proofs),
    at("api/v1/suggestions", get=discover.old_suggestions),
    at("api/v1/suggestions/<str:id>", delete=discover.forget),
    at("api/v2/suggestions", get=discover.suggestions),
    at("api/v1/directory", get=discover.directory),
]

_COLLECTIONS = [
    at("api/v1/collections", post=collections.make),
    at(
        "api/v1/collections/<str:id>",
        get=collections.show,
        patch=collections.change,
        put=collections.change,
        delete=collections.delete,
    ),
    at("api/v1/collections/<str:id>/items", post=collections.add),
    at("api/v1/collections/<str:collection_id>/items/<str:id>", delete=collections.remove),
    at("api/v1/collections/<str:collection_id>/items/<str:id>/revoke", post=collections.revoke),
    at("api/v1/accounts/<str:id>/collections", get=collections.made_by),
    at("api/v1/accounts/<str:id>/in_collections", get=collections.showing),
]

_FILTERS = [
    at("api/v2/filters", get=filters.show_all, post=filters.make),
    at(
        "api/v2/filters/keywords/<str:id>",
        get=filters.show_keyword,
        put=filters.change_keyword,
        delete=filters.delete_keyword,
    ),
    at("api/v2/filters/statuses/<str:id>", get=filters.show_post, delete=filters.delete_post),
    at("api/v2/filters/<str:id>", get=filters.show, put=filters.change, delete=filters.delete),
    at("api/v2/filters/<str:id>/keywords", get=filters.show_keywords, post=filters.add_keyword),
    at("api/v2/filters/<str:id>/statuses", get=filters.show_posts, post=filters.add_post),
    at("api/v1/filters", get=filters.show_all_old, post=filters.make_old),
    at("api/v1/filters/<str:id>", get=filters.show_old, put=filters.change_old, delete=filters.delete_old),
]

_TIMELINES = [
    at("api/v1/timelines/list/<str:list_id>", get=timelines.of_list),
    at("api/v1/timelines/link", get=timelines.link),
    at("api/v1/bookmarks", get=timelines.bookmarks),
    at("api/v1/favourites", get=timelines.favourites),
]

_STATUSES = [
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

_CONSENT = [
    at("api/v1/statuses/<str:id>/mute", post=statuses.mute),
    at("api/v1/statuses/<str:id>/unmute", post=statuses.unmute),
    at("api/v1/statuses/<str:id>/quotes", get=statuses.quotes),
    at("api/v1/statuses/<str:id>/quotes/<str:quoting_status_id>/revoke", post=statuses.revoke_quote),
    at("api/v1/statuses/<str:id>/interaction_policy", put=statuses.change_policy),
]

_FINDING = [
    at("api/v2/search", get=search.search),
    at("api/v1/search", get=search.search),  # Elk and Tuba ask there
    at("api/v1/tags/<str:name>", get=tags.show),
    at("api/v1/tags/<str:name>/follow", post=tags.follow),
    at("api/v1/tags/<str:name>/unfollow", post=tags.unfollow),
    at("api/v1/tags/<str:name>/feature", post=tags.feature),
    at("api/v1/tags/<str:name>/unfeature", post=tags.unfeature),
    at("api/v1/followed_tags", get=tags.followed),
    at("api/v1/trends", get=trends.tags),
    at("api/v1/trends/tags", get=trends.tags),
    at("api/v1/trends/statuses", get=trends.posts),
    at("api/v1/trends/links", get=trends.links),
]

_CO_OP = [
    at("api/v1/announcements", get=announcements.show),
    at("api/v1/announcements/<str:id>/dismiss", post=announcements.dismiss),
    at("api/v1/announcements/<str:id>/reactions/<str:name>", put=absent.react, delete=absent.react),
    at("api/v1/reports", post=reports.report),
    at("api/oembed", get=embedding.oembed),
]

_ABSENT = [
    at("api/v1/instance/domain_blocks", get=absent.domain_blocks),
    at("api/v1/instance/translation_languages", get=absent.translation_languages),
    at("api/v1/annual_reports", get=absent.annual_reports),
    at("api/v1/annual_reports/<str:year>", get=absent.annual_report),
    at("api/v1/annual_reports/<str:year>/state", get=absent.annual_report_state),
    at("api/v1/annual_reports/<str:year>/generate", post=absent.change_annual_report),
    at("api/v1/annual_reports/<str:year>/read", post=absent.change_annual_report),
    at("api/v1_alpha/async_refreshes/<str:id>", get=absent.async_refresh),
]

_STREAMS = [
    at("api/v1/streaming", get=streaming.unnamed),
    at("api/v1/streaming/health", get=streaming.health),
    *(at(f"api/v1/streaming/{each}", get=begin) for each, begin in streaming.STREAMS.items()),
]

_TOLD = [
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
    at(
        "api/v2/notifications/policy",
        get=requests.policy,
        patch=requests.choose_policy,
        put=requests.choose_policy,
    ),
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

urlpatterns: list[URLPattern] = [
    *asked_most,
    *_APPS,
    *_INSTANCE,
    *_PEOPLE,
    *_DISCOVERING,
    *_COLLECTIONS,
    *_FILTERS,
    *_ACCOUNTS,
    *_TIMELINES,
    *_STATUSES,
    *_CONSENT,
    *_FINDING,
    *_CO_OP,
    *_ABSENT,
    *_STREAMS,
    *_TOLD,
    unknown,
]
