from __future__ import annotations

from django.urls import path

from commonhold.doors.web.filters import views

urlpatterns = [
    path("settings/filters", views.filters_page, name="settings_filters"),
    path("settings/filters/new", views.new, name="new_filter"),
    path("settings/filters/<int:filter_id>", views.edit, name="edit_filter"),
    path("settings/filters/<int:filter_id>/delete", views.delete, name="delete_filter"),
]
