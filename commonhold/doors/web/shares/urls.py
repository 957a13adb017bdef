from __future__ import annotations

from django.urls import path

from commonhold.doors.web.shares import desk, files, mine, offers, views

urlpatterns = [
    path("money/shares", views.shares_page, name="shares"),
    path("money/shares/mine", mine.my_shares_page, name="my_shares"),
    path("money/shares/mine/take", mine.take, name="take_shares"),
    path("money/shares/mine/notice", mine.notice, name="share_notice"),
    path("money/shares/mine/give", mine.give, name="give_shares"),
    path("money/shares/mine/answer", mine.answer, name="answer_shares"),
    path("money/shares/mine/certificate.pdf", files.certificate, name="share_certificate"),
    path("money/shares/list", views.list_page, name="member_list"),
    path("money/shares/list.csv", files.list_csv, name="member_list_csv"),
    path("money/shares/list.pdf", files.list_paper, name="member_list_paper"),
    path("money/shares/offers", offers.offers_page, name="share_offers"),
    path("money/shares/offers/<int:offer_id>", offers.offer_page, name="share_offer"),
    path("money/shares/offers/<int:offer_id>/pledge", offers.promise, name="pledge_shares"),
    path("money/shares/offers/<int:offer_id>/take-back", offers.take_back, name="take_back_pledge"),
    path("money/shares/desk", desk.share_desk_page, name="share_desk"),
    path("money/shares/desk/answer", desk.answer, name="answer_share_desk"),
    path("money/shares/desk/suspend", desk.suspend, name="suspend_withdrawals"),
]
