from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.open_data import views

urlpatterns = [
    path("open-data", views.open_data_page, name="open_data"),
    path("open-data/v1/schema.json", views.schema_file, name="open_data_schema"),
    re_path(r"^open-data/v1/(?P<month>[0-9]{4}-[0-9]{2})\.json$", views.edition_file, name="open_data_month"),
    path("open-data/v1/<slug:table>.csv", views.table_file, name="open_data_table"),
]
