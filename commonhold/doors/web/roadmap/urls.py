from __future__ import annotations

from django.urls import path

from commonhold.doors.web.roadmap import steering, views

urlpatterns = [
    path("roadmap", views.roadmap_page, name="roadmap"),
    path("roadmap/new", views.new, name="propose_idea"),
    path("roadmap/shipped", views.shipped_page, name="shipped"),
    path("roadmap/vote", steering.vote_page, name="vote_on_priorities"),
    path("roadmap/<int:idea_id>", views.idea_page, name="idea"),
    path("roadmap/<int:idea_id>/edit", views.change, name="change_idea"),
    path("roadmap/<int:idea_id>/support", views.support, name="support_idea"),
    path("roadmap/<int:idea_id>/merge", steering.merge, name="merge_idea"),
    path("roadmap/<int:idea_id>/part", steering.undo_merge, name="undo_merge"),
    path("roadmap/<int:idea_id>/estimate", steering.estimate, name="estimate_idea"),
    path("roadmap/<int:idea_id>/state", steering.move, name="move_idea"),
]
