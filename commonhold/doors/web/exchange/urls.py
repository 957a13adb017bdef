from __future__ import annotations

from django.urls import path

from commonhold.doors.web.exchange import agreeing, files, finding, offering, pooling

urlpatterns = [
    path("exchange", finding.exchange_page, name="exchange"),
    path("exchange/new", offering.new_offer, name="new_offer"),
    path("exchange/mine", finding.own_page, name="my_offers"),
    path("exchange/duties", finding.duties_page, name="seller_duties"),
    path("exchange/of/<str:handle>", finding.person_page, name="exchange_of"),
    path("exchange/agreements", agreeing.list_page, name="my_agreements"),
    path("exchange/agreements/<int:agreement_id>", agreeing.agreement_page, name="agreement"),
    path("exchange/agreements/<int:agreement_id>/do", agreeing.do, name="do_agreement"),
    path("exchange/agreements/<int:agreement_id>/say/<slug:what>", agreeing.write, name="say_agreement"),
    path(
        "exchange/agreements/<int:agreement_id>/words/<int:word_id>",
        agreeing.answer_word,
        name="answer_word",
    ),
    path("exchange/agreements/<int:agreement_id>.ics", files.agreement_calendar, name="agreement_ics"),
    path("exchange/agreements/<int:agreement_id>/receipt.pdf", files.receipt_file, name="receipt_of"),
    path("exchange/agreements/<int:agreement_id>/work", files.work_file, name="handed_work"),
    path("exchange/collections", pooling.list_page, name="joint_collections"),
    path("exchange/collections/new", pooling.new_page, name="new_joint_collection"),
    path("exchange/collections/<int:pool_id>", pooling.pool_page, name="joint_collection"),
    path("exchange/collections/<int:pool_id>/do", pooling.do, name="do_joint_collection"),
    path("exchange/collections/<int:pool_id>/ask/<slug:what>", pooling.ask, name="ask_joint_collection"),
    path("exchange/<int:offer_id>", finding.offer_page, name="offer"),
    path("exchange/<int:offer_id>.ics", files.offer_calendar, name="offer_ics"),
    path("exchange/<int:offer_id>/ask", agreeing.ask_page, name="ask_offer"),
    path("exchange/<int:offer_id>/edit", offering.edit_offer, name="edit_offer"),
    path("exchange/<int:offer_id>/do", offering.do, name="do_offer"),
    path("exchange/<int:offer_id>/times", offering.add_times, name="add_times"),
    path("exchange/<int:offer_id>/work", offering.add_work, name="add_work"),
    path("exchange/<int:offer_id>/own-work", files.own_work_file, name="own_work"),
]
