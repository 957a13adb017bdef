from __future__ import annotations

from django.urls import path

from commonhold.doors.web.payments import cards, desk, mine, people, runs

urlpatterns = [
    path("money/mine/bank", mine.bank_page, name="bank_details"),
    path("money/mine/receipts", mine.issue_receipt, name="issue_receipt"),
    path("money/mine/receipts/<int:receipt_id>", mine.receipt, name="receipt"),
    path("money/mine/years/<int:year>", mine.year_page, name="paid_in_year"),
    path("money/mine/years/<int:year>/file", mine.year_file, name="paid_in_year_file"),
    path("money/pay", cards.begin, name="begin_card_payment"),
    path("money/mine/cards", people.account_page, name="paid_by_card"),
    path("money/pay/people/<int:payment_id>", people.pay_page, name="pay_somebody"),
    path("money/pay/<int:payment_id>", cards.pay_page, name="card_payment"),
    path("money/card/said", cards.said, name="card_processor"),
    path("money/desk/cards", cards.cards_page, name="card_payments"),
    path("money/desk/statements", desk.statements_page, name="statements"),
    path("money/desk/statements/files/<int:file_id>", desk.columns_page, name="statement_columns"),
    path("money/desk/statements/<int:statement_id>", desk.statement_page, name="statement"),
    path("money/desk/statements/<int:statement_id>/answer", desk.answer_statement, name="answer_statement"),
    path("money/desk/unassigned", desk.unassigned_page, name="unassigned"),
    path("money/desk/unassigned/<int:line_id>", desk.assign, name="assign"),
    path("money/desk/runs", runs.runs_page, name="payout_runs"),
    path("money/desk/runs/<int:run_id>", runs.run_page, name="payout_run"),
    path("money/desk/runs/<int:run_id>/answer", runs.answer_run, name="answer_run"),
    path("money/desk/runs/<int:run_id>/transfer", runs.answer_transfer, name="answer_transfer"),
    path("money/desk/runs/<int:run_id>/file", runs.run_file, name="payout_file"),
    path("money/desk/returned", runs.returned_page, name="returned"),
]
