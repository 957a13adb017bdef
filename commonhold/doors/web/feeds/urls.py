from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.feeds import bridging, commons, editor, views, why

urlpatterns = [
    path("feeds", views.index, name="feeds"),
    path("feeds/order", views.order, name="order_feed"),
    path("feeds/again", views.again, name="order_feed_again"),
    path("feeds/allowed", views.allowed, name="feeds_allowed"),
    path("feeds/new", editor.new, name="new_feed"),
    path("feeds/<int:feed_id>", editor.edit, name="edit_feed"),
    path("feeds/<int:feed_id>/publish", editor.publish, name="publish_feed"),
    path("feeds/<int:feed_id>/take-back", editor.take_back, name="take_feed_back"),
    path("feeds/<int:feed_id>/delete", editor.delete, name="delete_feed"),
    path("feeds/why/<int:post_id>", why.page, name="why"),
    path("feeds/ranking.json", why.ranking, name="feed_ranking"),
    path("feeds/commons", commons.page, name="commons"),
    path("feeds/bridging", bridging.page, name="bridging"),
    path("feeds/bridging/part", bridging.take_part, name="bridging_part"),
    path("feeds/bridging/answer", bridging.answer, name="bridging_answer"),
    path("feeds/bridging/rate/<int:post_id>", bridging.rate, name="bridging_rate"),
    re_path("^feeds/documents/(?P<digest>[0-9a-f]{64})$", views.document, name="feed_document"),
    re_path("^feeds/documents/(?P<digest>[0-9a-f]{64})[.]json$", views.download, name="feed_json"),
]
