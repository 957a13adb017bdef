from __future__ import annotations

from django.urls import path

from commonhold.doors.web.moderation import cases, duties, lent, newcomers, own, public, views

_CASE = "moderation/cases/<int:case_id>"

urlpatterns = [
    path("report", views.report_page, name="report"),
    path("report/unlawful", public.report_unlawful, name="report_unlawful"),
    path("reports", views.own_reports, name="reports"),
    path("reports/<int:report_id>/again", views.ask_again, name="ask_again"),
    path("measures", own.measures, name="measures"),
    path("measures/<int:measure_id>/appeal", own.appeal, name="appeal"),
    path("juries/lent/<str:ticket>", lent.jury, name="lent_jury"),
    path("juries/lent/<str:ticket>/seat", lent.seat, name="lent_jury_seat"),
    path("juries/<int:draw_id>", own.jury, name="jury"),
    path("juries/<int:draw_id>/seat", own.seat, name="jury_seat"),
    path("juries/<int:draw_id>/number", own.reveal, name="jury_number"),
    path("cases", public.register, name="case_register"),
    path("cases/<int:case_id>", public.entry, name="case_entry"),
    path("cases/draws/<int:draw_id>.json", public.draw_file, name="draw_file"),
    path("moderation/reports", views.queue, name="report_queue"),
    path("moderation/reports/<int:report_id>", views.answer, name="answer_report"),
    path("moderation/reports/<int:report_id>/read", views.read, name="read_report"),
    path("moderation/cases", cases.desk, name="cases"),
    path(_CASE, cases.case_page, name="case"),
    path(f"{_CASE}/measure", cases.measure, name="take_measure"),
    path(f"{_CASE}/dismiss", cases.dismiss, name="dismiss_case"),
    path(f"{_CASE}/lift/<int:measure_id>", cases.lift, name="lift_measure"),
    path(f"{_CASE}/review/<int:appeal_id>", cases.review, name="review_appeal"),
    path(f"{_CASE}/danger", duties.danger, name="note_danger"),
    path(f"{_CASE}/aside", duties.aside, name="stand_aside"),
    path("moderation/duties/<int:duty_id>", duties.duty, name="note_duty"),
    path("moderation/newcomers", newcomers.newcomers, name="suspended_newcomers"),
    path("moderation/newcomers/<int:person_id>/free", newcomers.free, name="free_newcomer"),
    path("moderation/law/who", cases.law_reporters, name="law_reporters"),
    path("moderation/law", cases.law_desk, name="law_reports"),
    path("moderation/law/<int:report_id>", cases.answer_law, name="answer_law_report"),
]
