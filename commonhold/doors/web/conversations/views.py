from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.conversations.bubbles import Line, bubbles
from commonhold.doors.web.conversations.forms import Letter, WritersForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.cards import card
from commonhold.doors.web.templatetags.times import zone_of
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.ground.spans import Span
from commonhold.social.conversations import actions, queries
from commonhold.social.conversations.queries import ConversationView
from commonhold.social.notifications import actions as notifications
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts
from commonhold.social.posts import messages

PAGE, TALK = 30, 50
_DEEDS: dict[str, Callable[..., None]] = {
    "accept": actions.accept_request,
    "refuse": actions.refuse_request,
    "hide": actions.hide_for_me,
    "mute": actions.mute_conversation,
    "unmute": actions.unmute_conversation,
    "leave": actions.leave,
}
_STAYS = {"accept", "mute", "unmute"}
_DONE = {
    "accept": gettext_lazy("They stand among your messages now, and see what you have read."),
    "refuse": gettext_lazy("It is put away. Whoever wrote isn't told, and comes back only if you write."),
    "hide": gettext_lazy("It is deleted for you. It comes back when somebody writes again."),
    "mute": gettext_lazy("You hear no more of what is new here; it still comes."),
    "unmute": gettext_lazy("You hear of new messages here again."),
    "leave": gettext_lazy("You left the conversation."),
}


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """One's conversations, the latest on top."""
    viewer = viewer_of(request)
    found = queries.inbox(viewer, Span(PAGE, before=whole(request.GET.get("before"))))
    page = {
        "lines": _lines(viewer, found),
        "older": found[-1].latest if len(found) == PAGE else None,
        "request_count": queries.request_count(viewer),
    }
    return render(request, "conversations/inbox.html", page)


@require_safe
@signed_in
def requests(request: HttpRequest) -> HttpResponse:
    """What strangers wrote, each to accept or refuse."""
    viewer = viewer_of(request)
    found, older = queries.requests(viewer, before=whole(request.GET.get("before")))
    page = {
        "lines": _lines(viewer, found),
        "older": older,
        "request_count": queries.request_count(viewer),
    }
    return render(request, "conversations/requests.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """Who may begin to write to one."""
    form = WritersForm(request.POST or None, initial={"writers": queries.writers(viewer_of(request))})
    if request.method == "POST" and form.is_valid():
        actions.choose_writers(person_id_of(request), writers=form.cleaned_data["writers"], now=clock.now())
        notes.success(request, _("Your wishes are kept."))
        return see_other("/messages/settings")
    page = {"form": form, "request_count": queries.request_count(viewer_of(request))}
    return render(request, "conversations/settings.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A conversation, the newest message at the end; a POST says something in it."""
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    found = queries.conversation(viewer, conversation_id)
    letter = Letter.empty()
    if request.method == "POST":
        letter = Letter.read(request, by, now=now)
        made = letter.send(by, channel=conversation_id, now=now)
        if made is not None:
            return see_other(f"/messages/{conversation_id}#post-{made}")
    cut = whole(request.GET.get("before"))
    said = messages.messages(viewer, conversation_id, before=cut, limit=TALK)
    if request.method == "GET" and cut is None:
        _note_read(by, found, now)
    page = {
        "conversation": found,
        "bubbles": bubbles(said, found, zone_of(charter.current().read(CoopCharter).time_zone)),
        "older": said[0].id if len(said) == TALK else None,
        "is_latest": cut is None,
        "form": letter.form,
        "media": letter.cards(request),
    }
    return render(request, "conversations/conversation.html", page, status=400 if letter.form.errors else 200)


@require_POST
@signed_in
def act(request: HttpRequest, conversation_id: int, deed: str) -> HttpResponse:
    """Accept, refuse, delete for oneself, mute, leave; or delete one message for oneself or for all."""
    by, now = person_id_of(request), clock.now()
    here = f"/messages/{conversation_id}"
    if deed in {"hide-message", "take-back"}:
        _delete(by, conversation_id, whole(request.POST.get("message_id")) or 0, deed, now)
        return see_other(here)
    if deed not in _DEEDS:
        raise NotFound(_("There is no such thing to do here. Nothing was changed."))
    _DEEDS[deed](by, conversation_id=conversation_id, now=now)
    if deed in _DONE:
        notes.success(request, _DONE[deed])
    return see_other(here if deed in _STAYS else "/messages")


def _delete(by: int, conversation_id: int, message_id: int, deed: str, now: datetime) -> None:
    if deed == "take-back":
        posts.remove_post(by, post_id=message_id, now=now)
    else:
        actions.hide_message(by, conversation_id=conversation_id, message_id=message_id, now=now)


def _note_read(by: int, found: ConversationView, now: datetime) -> None:
    """Opening it is reading it, up to what was latest then. A request is only looked at.

    Whoever asks learns nothing.
    """
    if found.is_request or not found.is_unread:
        return
    actions.mark_read(by, conversation_id=found.id, up_to=found.latest, now=now)
    notifications.mark_read_about(by, kind="message", subject=f"conversation:{found.id}", now=now)


def _lines(viewer: Viewer, found: list[ConversationView]) -> list[Line]:
    last = messages.last_messages(viewer, [each.id for each in found])
    unread = messages.unread_counts(viewer, {each.id: each.read_up_to for each in found if each.is_unread})
    return [
        Line(
            conversation=each,
            last=card(last[each.id]) if each.id in last else None,
            removed=each.id in last and last[each.id].removed,
            unread=unread.get(each.id, 0),
        )
        for each in found
    ]
