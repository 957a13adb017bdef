from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.money import bills, books, desk, periods, recurring, report, views

urlpatterns = [
    path("money", views.money_page, name="money"),
    path("money/entries", views.entries_page, name="entries"),
    path("money/entries/<int:entry_id>", views.entry_page, name="entry"),
    path("money/dues/<str:month>", views.month_page, name="dues_month"),
    path("money/costs/<int:cost_id>", views.cost_page, name="cost"),
    path("money/costs/recurring", recurring.recurring_page, name="recurring"),
    path("money/costs/recurring/<int:standing_id>", recurring.answer, name="answer_recurring"),
    path("money/budget", views.budget_page, name="budget"),
    path("money/mine", views.my_dues_page, name="my_dues"),
    path("money/mine/fund", views.ask_fund, name="ask_fund"),
    path("money/desk", desk.treasurer_page, name="treasurer"),
    path("money/desk/dues", desk.record_dues, name="record_dues"),
    path("money/desk/gift", desk.record_gift, name="record_gift"),
    path("money/bills", bills.bills_page, name="bills"),
    path("money/bills/new", bills.new_bill, name="new_bill"),
    path("money/bills/<int:bill_id>", bills.bill_page, name="bill"),
    path("money/bills/<int:bill_id>/files", bills.attach, name="attach_to_bill"),
    path("money/bills/files/<int:file_id>", bills.bill_file, name="bill_file"),
    path("money/bills/<int:bill_id>/answer", bills.answer, name="answer_bill"),
    path("money/bills/<int:bill_id>/decline", bills.decline, name="decline_bill"),
    path("money/books", books.books_page, name="books"),
    path("money/books/<str:form>", books.books_file, name="books_file"),
    path("money/hosting", books.hosting_page, name="hosting"),
    path("money/periods", periods.periods_page, name="periods"),
    path("money/periods/ask", periods.ask, name="ask_to_close"),
    path("money/periods/reopen", periods.reopen, name="reopen_year"),
    path("money/periods/<int:closing_id>", periods.answer, name="answer_closing"),
    path("money/report/<int:year>", report.report_page, name="year_report"),
    path("money/report/<int:year>.pdf", report.report_paper, name="year_report_paper"),
    path("money/report/<int:year>/note", report.note, name="note_on_year"),
    re_path(
        r"^money/report/(?P<year>[0-9]{4})/(?P<file>statement|appropriation|bundle)\.json$",
        report.report_file,
        name="year_report_file",
    ),
    path("money/fund", desk.fund_page, name="fund"),
]
