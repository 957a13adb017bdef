from __future__ import annotations

from django.urls import path

from commonhold.doors.web.conversations import begin, views

urlpatterns = [
    path("messages", views.inbox, name="messages"),
    path("messages/requests", views.requests, name="message_requests"),
    path("messages/settings", views.settings, name="message_settings"),
    path("messages/new", begin.new, name="new_message"),
    path("messages/<int:conversation_id>", views.conversation, name="conversation"),
    path("messages/<int:conversation_id>/<str:deed>", views.act, name="conversation_deed"),
    path("@<str:handle>/message", begin.to_person, name="message_to"),
]
