"""The API's addresses, in the order of Mastodon's documentation. Each room of the door lists its own."""

from __future__ import annotations

from django.urls import URLPattern

from commonhold.doors.mastodon import instance, oauth
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

urlpatterns: list[URLPattern] = [*_APPS, *_INSTANCE, unknown]
