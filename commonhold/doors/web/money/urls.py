from __future__ import annotations

from django.urls import path

from commonhold.doors.web.money import bills, desk, views

urlpatterns = [
    path("money", views.money_page, name="money"),
    path("money/entries", views.entries_page, name="entries"),
    path("money/entries/<int:entry_id>", views.entry_page, name="entry"),
    path("money/dues/<str:month>", views.month_page, name="dues_month"),
    path("money/costs/<int:cost_id>", views.cost_page, name="cost"),
    path("money/budget", views.budget_page, name="budget"),
    path("money/mine", views.my_dues_page, name="my_dues"),
    path("money/mine/fund", views.ask_fund, name="ask_fund"),
    path("money/desk", desk.treasurer_page, name="treasurer"),
    path("money/desk/dues", desk.record_dues, name="record_dues"),
    path("money/desk/gift", desk.record_gift, name="record_gift"),
    path("money/bills", bills.bills_page, name="bills"),
    path("money/bills/new", bills.new_bill, name="new_bill"),
    path("money/bills/<int:bill_id>", bills.bill_page, name="bill"),
    path("money/bills/<int:bill_id>/answer", bills.answer, name="answer_bill"),
    path("money/bills/<int:bill_id>/decline", bills.decline, name="decline_bill"),
    path("money/fund", desk.fund_page, name="fund"),
]
