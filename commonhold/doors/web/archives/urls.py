from __future__ import annotations

from django.urls import path

from commonhold.doors.web.archives import acquainted, pieces, views

urlpatterns = [
    path("settings/import", views.moving_in, name="moving_in"),
    path("settings/import/progress", views.progress, name="import_progress"),
    path("settings/import/people", acquainted.found_again, name="found_again"),
    path("settings/import/table", views.bring_table, name="bring_table"),
    path("settings/import/forget", views.forget_awaited, name="forget_awaited"),
    path("settings/import/begin", pieces.begin, name="begin_import"),
    path("settings/import/<int:import_id>/piece", pieces.piece, name="import_piece"),
    path("settings/import/<int:import_id>/start", views.start, name="start_import"),
    path("settings/import/<int:import_id>/give-up", views.give_up, name="give_up_import"),
    path("settings/import/<int:import_id>/undo", views.undo, name="undo_import"),
]
