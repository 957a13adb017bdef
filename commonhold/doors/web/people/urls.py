from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from commonhold.doors.web.people import circles, describing, keeping_away, views

urlpatterns = [
    path("@<str:handle>", views.profile_page, name="profile"),
    path("@<str:handle>/replies", views.profile_page, {"tab": "replies"}, name="profile_replies"),
    path("@<str:handle>/media", views.profile_page, {"tab": "media"}, name="profile_media"),
    path("@<str:handle>/follow", views.follow, name="follow"),
    path("@<str:handle>/bell", views.bell, name="bell"),
    path("@<str:handle>/followers", circles.followers, name="followers"),
    path("@<str:handle>/following", circles.following, name="following"),
    path("@<str:handle>/remove-follower", circles.remove_follower, name="remove_follower"),
    path("@<str:handle>/note", circles.note, name="note"),
    path("settings/circle", circles.choose, name="choose_circle"),
    path("@<str:handle>/mute", keeping_away.mute, name="mute"),
    path("@<str:handle>/block", keeping_away.block, name="block"),
    path("@<str:handle>/boosts", keeping_away.hide_boosts, name="hide_boosts"),
    path("me", RedirectView.as_view(url="/settings/profile"), name="me"),
    path("settings/profile", describing.describe, name="describe"),
    path("me/follow-requests", circles.requests_page, name="follow_requests"),
]
