"""The addresses that apps ask all day: the front's own, which hardly ever come as far as Django.

They stand apart so that the first of them need not wait until every other room of the door is loaded.
"""

from __future__ import annotations

from django.urls import URLPattern

from commonhold.doors.calls.endpoint import at
from commonhold.doors.mastodon import accounts, instance, notifications, statuses, timelines, writing

urlpatterns: list[URLPattern] = [
    at("api/v1/timelines/home", get=timelines.home),
    at("api/v1/timelines/public", get=timelines.public),
    at("api/v1/timelines/tag/<str:hashtag>", get=timelines.tag),
    at("api/v1/statuses", get=statuses.show_many, post=writing.publish),
    at("api/v1/statuses/<str:id>", get=statuses.show, put=writing.edit, delete=statuses.delete),
    at("api/v1/statuses/<str:id>/context", get=statuses.context),
    at("api/v1/accounts/<str:id>/statuses", get=accounts.show_statuses),
    at("api/v1/notifications", get=notifications.index),
    at("api/v2/instance", get=instance.show),
    at("api/v1/instance", get=instance.show_old),
]
