from __future__ import annotations

from django.urls import path

from commonhold.doors.web.sharing import files, previews, views, work

urlpatterns = [
    path("money/share", views.my_share_page, name="my_share"),
    path("money/share/<str:month>", views.my_month_page, name="my_month"),
    path("money/share/<str:month>/statement.json", files.statement_file, name="my_statement"),
    path("money/splits", views.splits_page, name="splits"),
    path("money/splits/<str:month>", views.split_page, name="split"),
    path("money/splits/<str:month>/public.json", files.public_file, name="split_public"),
    path("money/splits/<str:month>/bundle", files.bundle_file, name="split_bundle"),
    path("money/sharing", views.sharing_page, name="sharing"),
    path("money/sharing/preview", previews.preview_page, name="sharing_preview"),
    path("money/work", work.work_page, name="work"),
    path("money/work/<int:work_id>/answer", work.answer, name="answer_work"),
]
