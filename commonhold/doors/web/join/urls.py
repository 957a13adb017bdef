from __future__ import annotations

from django.urls import path

from commonhold.doors.web.join import hearings, leaving, panel, register, views

urlpatterns = [
    path("join", views.join_page, name="join"),
    path("join/apply", views.apply, name="apply"),
    path("join/withdraw", views.withdraw, name="withdraw_application"),
    path("join/panel", panel.panel_page, name="panel"),
    path("join/panel/ask", panel.turn_to_panel, name="turn_to_panel"),
    path("join/panel/appeal", panel.appeal, name="appeal_to_panel"),
    path("join/panel/<int:application_id>", panel.case_page, name="panel_case"),
    path("join/panel/reviews/<int:review_id>", panel.close_review, name="close_review"),
    path("join/<int:application_id>", views.application_page, name="application"),
    path("join/<int:application_id>/vouch", views.vouch, name="vouch"),
    path("join/<int:application_id>/take-back", views.take_vouch_back, name="take_vouch_back"),
    path("members", views.members_page, name="members"),
    path("members/<int:number>", views.member_page, name="member"),
    path("members/move", views.move_myself, name="move_myself"),
    path("members/leave", leaving.leave_page, name="leave"),
    path("members/stay", leaving.stay, name="stay"),
    path("members/mine.json", leaving.papers, name="membership_papers"),
    path("members/register", register.register_page, name="register"),
    path("members/register.csv", register.register_file, name="register_file"),
    path("members/<int:number>/hearing", hearings.open_page, name="open_hearing"),
    path("members/hearings/<int:hearing_id>", hearings.hearing_page, name="hearing"),
    path("members/hearings/<int:hearing_id>/close", hearings.close, name="close_hearing"),
]
