from __future__ import annotations

from django.urls import path

from commonhold.doors.web.federation import lists, views

urlpatterns = [
    path("about/servers", views.servers_page, name="servers"),
    path("about/servers/on/<str:domain>", views.server_page, name="server"),
    path("about/servers/lists", lists.lists_page, name="block_lists"),
    path("about/servers/lists/<int:list_id>", lists.list_page, name="block_list"),
    path("about/servers/lists/<int:list_id>/again", lists.read_again, name="block_list_again"),
    path("about/servers/lists/<int:list_id>/drop", lists.drop, name="block_list_drop"),
    path("about/federation/queue", views.queue_page, name="federation_queue"),
    path("about/federation/queue/<int:server_id>", views.try_again, name="federation_try_again"),
]
