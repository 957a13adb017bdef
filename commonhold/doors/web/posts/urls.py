from __future__ import annotations

from django.urls import path

from commonhold.doors.web.posts import change, compose, consent, drafts, quiet, views, writing

_POST = "@<str:handle>/<int:post_id>"

urlpatterns = [
    path("compose", compose.compose, name="compose"),
    path("settings/writing", writing.habits, name="settings_writing"),
    path("drafts", drafts.drafts_page, name="drafts"),
    path("drafts/keep", compose.keep_draft, name="keep_draft"),
    path("drafts/<int:draft_id>/discard", drafts.discard, name="discard_draft"),
    path("scheduled", drafts.scheduled_page, name="scheduled"),
    path("scheduled/<int:draft_id>/cancel", drafts.unschedule, name="unschedule"),
    path(_POST, views.post_page, name="post"),
    path(f"{_POST}/favourite", views.favourite, name="favourite"),
    path(f"{_POST}/boost", views.boost, name="boost"),
    path(f"{_POST}/bookmark", views.bookmark, name="bookmark"),
    path(f"{_POST}/pin", views.pin, name="pin_post"),
    path("bookmarks", views.bookmarks_page, name="bookmarks"),
    path(f"{_POST}/thank", views.thank, name="thank"),
    path(f"{_POST}/mute", quiet.mute_thread, name="mute_thread"),
    path(f"{_POST}/poll", views.choose, name="choose_in_poll"),
    path(f"{_POST}/edit", change.edit, name="edit_post"),
    path(f"{_POST}/history", change.history, name="post_history"),
    path(f"{_POST}/remove", change.remove, name="remove"),
    path(f"{_POST}/restore", change.restore, name="restore_post"),
    path(f"{_POST}/quotes", consent.quotes, name="quotes_of_post"),
    path(f"{_POST}/quote", consent.answer_quote, name="answer_quote"),
    path(f"{_POST}/reply", consent.answer_reply, name="answer_reply"),
]
