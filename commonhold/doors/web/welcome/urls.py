from __future__ import annotations

from django.urls import path

from commonhold.doors.web.welcome import friends, views

urlpatterns = [
    path("welcome", views.overview, name="welcome"),
    path("welcome/skip", views.skip, name="welcome_skip"),
    path("welcome/interests", views.interests, name="welcome_interests"),
    path("welcome/company", views.company, name="welcome_company"),
    path("welcome/people", views.people_page, name="welcome_people"),
    path("welcome/friends", friends.find, name="welcome_friends"),
    path("welcome/yourself", views.yourself, name="welcome_yourself"),
    path("welcome/news", views.news, name="welcome_news"),
]
