from __future__ import annotations

from django.urls import path

from commonhold.doors.web.join import views

urlpatterns = [
    path("join", views.join_page, name="join"),
    path("join/apply", views.apply, name="apply"),
    path("join/withdraw", views.withdraw, name="withdraw_application"),
    path("join/<int:application_id>", views.application_page, name="application"),
    path("join/<int:application_id>/vouch", views.vouch, name="vouch"),
    path("members", views.members_page, name="members"),
    path("members/<int:number>", views.member_page, name="member"),
    path("members/move", views.move_myself, name="move_myself"),
    path("members/leave", views.leave, name="leave"),
]
