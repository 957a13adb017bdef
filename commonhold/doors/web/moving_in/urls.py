from __future__ import annotations

from django.urls import path

from commonhold.doors.web.moving_in import claiming, views

urlpatterns = [
    path("moving-in", views.imports_page, name="co_op_imports"),
    path("moving-in/<int:import_id>", views.import_page, name="co_op_import"),
    path("moving-in/<int:import_id>/write", views.write, name="write_co_op_import"),
    path("moving-in/<int:import_id>/undo", views.undo, name="undo_co_op_import"),
    path("moving-in/<int:import_id>/drop", views.drop, name="drop_co_op_import"),
    path("moving-in/<int:import_id>/accounts", views.accounts, name="map_co_op_import"),
    path("join/claim/<str:token>", claiming.claim_page, name="claim_membership"),
    path("decide/before", claiming.past_page, name="past_decisions"),
]
