from __future__ import annotations

from django.urls import path

from commonhold.doors.web.collections import views

urlpatterns = [
    path("collections", views.collections_page, name="collections"),
    path("collections/new", views.new, name="new_collection"),
    path("collections/<int:collection_id>", views.collection_page, name="collection"),
    path("collections/<int:collection_id>/change", views.change, name="change_collection"),
    path("collections/<int:collection_id>/ask", views.ask, name="ask_to_include"),
    path("collections/<int:collection_id>/take-out", views.take_out, name="take_out"),
    path("collections/<int:collection_id>/delete", views.delete, name="delete_collection"),
    path("collections/<int:collection_id>/answer", views.answer, name="answer_inclusion"),
    path("collections/<int:collection_id>/follow", views.follow_all, name="follow_all"),
]
