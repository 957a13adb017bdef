from __future__ import annotations

from django.urls import path

from commonhold.doors.web.sponsors import answering, handing_in, views, wishes

urlpatterns = [
    path("money/sponsors", views.overview_page, name="sponsors"),
    path("money/sponsors/new", handing_in.new_ad, name="new_ad"),
    path("money/sponsors/sent", handing_in.sent_page, name="ad_sent"),
    path("money/sponsors/desk", answering.desk_page, name="sponsors_desk"),
    path("money/sponsors/of/<int:sponsor_id>", views.sponsor_page, name="sponsor"),
    path("money/sponsors/<int:ad_id>", answering.ad_page, name="ad"),
    path("money/sponsors/<int:ad_id>/invoice.pdf", views.invoice_file, name="ad_invoice"),
    path("money/sponsors/<int:ad_id>/why", views.why_page, name="why_ad"),
    path("money/sponsors/<int:ad_id>/answer", answering.answer, name="answer_ad"),
    path("money/sponsors/<int:ad_id>/no", answering.say_no, name="decline_ad"),
    path("settings/sponsors", wishes.wish_page, name="settings_sponsors"),
    path("sponsored/not-today", wishes.not_today, name="not_today"),
]
