"""Making a feed of one's own, with a look at what it would make of one's own feed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.feeds.forms import NamedForm, PlainForm, TextForm
from commonhold.doors.web.feeds.words import document_in_words
from commonhold.doors.web.posts.cards import PostCard
from commonhold.doors.web.posts.filtering import entry_cards
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.feeds import actions, documents, ranked
from commonhold.social.feeds.documents import FeedView
from commonhold.social.filters.matching import Place
from rulebook.rank.document import Document

_PAGE = "/feeds"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """From nothing, or with `from` from a document that she may read."""
    begun = request.GET.get("from", "") or request.POST.get("from", "")
    base = documents.readable(viewer_of(request), begun) if begun else None
    return _edited(request, None, base)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, feed_id: int) -> HttpResponse:
    kept = documents.own_one(viewer_of(request), feed_id)
    return _edited(request, kept, documents.document(kept.digest))


@require_POST
@signed_in
def publish(request: HttpRequest, feed_id: int) -> HttpResponse:
    actions.publish_feed(person_id_of(request), feed_id=feed_id, now=clock.now())
    messages.success(request, _("Others can read and use your feed now, with your name beside it."))
    return see_other(_PAGE)


@require_POST
@signed_in
def take_back(request: HttpRequest, feed_id: int) -> HttpResponse:
    actions.take_feed_back(person_id_of(request), feed_id=feed_id)
    messages.success(request, _("It is yours alone again. Who uses it keeps it."))
    return see_other(_PAGE)


@require_POST
@signed_in
def delete(request: HttpRequest, feed_id: int) -> HttpResponse:
    actions.discard_feed(person_id_of(request), feed_id=feed_id)
    messages.success(request, _("Your feed is deleted."))
    return see_other(_PAGE)


def _edited(request: HttpRequest, kept: FeedView | None, base: Document | None) -> HttpResponse:
    """With `step=look` nothing is kept: the page shows what her feed would begin with."""
    is_text = "text" in (request.GET.get("as"), request.POST.get("as"))
    form = _form(request, kept, base, is_text=is_text)
    is_look = request.POST.get("step") == "look"
    if is_look:
        form.needs_no_name()
    page: dict[str, Any] = {"form": form, "feed": kept, "is_text": is_text, "base": base}
    page |= {"looked": None, "said": None}
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            found = documents.read(form.text())
            if is_look:
                page |= {"looked": _looked(request, found), "said": document_in_words(found)}
            else:
                actions.keep_feed(
                    person_id_of(request),
                    text=form.text(),
                    title=form.cleaned_data["title"],
                    words=form.cleaned_data["words"],
                    feed_id=None if kept is None else kept.id,
                    now=now,
                )
                messages.success(request, _("Your feed is kept. Use it, or publish it, as you like."))
                return see_other(_PAGE)
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "feeds/edit.html", page, status=400 if form.errors else 200)


def _form(request: HttpRequest, kept: FeedView | None, base: Document | None, *, is_text: bool) -> NamedForm:
    sent = request.POST if request.method == "POST" else None
    named = {} if kept is None else {"title": kept.title, "words": kept.words}
    if not is_text:
        return PlainForm(sent, base=base, initial=named)
    begun = base or documents.read('{"id": "my-feed", "version": 1, "features": {}}')
    return TextForm(sent, initial={**named, "document": begun.pretty})


def _looked(request: HttpRequest, found: Document) -> list[PostCard]:
    entries = ranked.preview(viewer_of(request), found, now=clock.now())
    return entry_cards(request, entries, Place.HOME)
