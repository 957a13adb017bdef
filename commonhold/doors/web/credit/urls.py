from __future__ import annotations

from django.urls import path

from commonhold.doors.web.credit import paying, views

urlpatterns = [
    path("credit", views.credit_page, name="credit"),
    path("credit/about", views.about_page, name="about_credit"),
    path("credit/pay", paying.pay_page, name="pay_credit"),
    path("credit/circles", views.circles, name="cancel_circles"),
    path("credit/reverse", views.reverse_page, name="reverse_credit"),
    path("credit/with/<int:person_id>", views.with_page, name="credit_with"),
    path("credit/with/<int:person_id>/limit", views.limit, name="set_credit_limit"),
    path("credit/with/<int:person_id>/forgive", views.forgive, name="forgive_credit"),
    path("credit/payments/<int:payment_id>", views.payment_page, name="credit_payment"),
    path("credit/payments/<int:payment_id>/back", views.give_back, name="give_back_credit"),
]
