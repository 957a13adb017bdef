from __future__ import annotations

from django.urls import path

from commonhold.doors.web.winding import views

urlpatterns = [
    path("winding-down", views.winding_page, name="winding_down"),
    path("winding-down/settle", views.settle, name="settle_end"),
    path("winding-down/book", views.book, name="book_end"),
    path("winding-down/bookings/<int:booking_id>/confirm", views.confirm_booking, name="confirm_booking_end"),
    path("winding-down/bookings/<int:booking_id>/drop", views.drop_booking, name="drop_booking_end"),
    path("winding-down/settlements/<int:settlement_id>/confirm", views.confirm, name="confirm_settlement"),
    path("winding-down/settlements/<int:settlement_id>.json", views.figures, name="settlement_figures"),
]
