"""What orders the reader's home feed, what else could, and what of hers may count."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.feeds.forms import AllowedForm
from commonhold.doors.web.feeds.words import document_in_words
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.feeds import actions, documents, ranked


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    chosen, community = documents.choice(viewer), documents.community()
    allowed = ranked.allowed_by(viewer)
    form = AllowedForm(
        initial={
            "reading": "reading" in allowed,
            "language": "language" in allowed,
            "as_ever": ranked.reads_as_ever(viewer),
        }
    )
    page = {
        "chosen": chosen,
        "named": documents.title_of(viewer, chosen.digest) if chosen.digest else "",
        "community": community,
        "community_title": documents.title_of(viewer, community) if community else "",
        "own": documents.own(viewer),
        "published": [each for each in documents.published(viewer) if not each.is_mine],
        "form": form,
    }
    return render(request, "feeds/feeds.html", page)


@require_POST
@signed_in
def order(request: HttpRequest) -> HttpResponse:
    """Choose: `by` is "newest", "community" or a document's SHA-256."""
    me, by, now = person_id_of(request), request.POST.get("by", ""), clock.now()
    if by == "newest":
        actions.order_newest_first(me, now=now)
        messages.success(request, _("Your feed stands newest first."))
    elif by == "community":
        actions.follow_the_community(me)
        messages.success(request, _("Your feed stands as the members voted."))
    else:
        actions.order_by(me, digest=by, now=now)
        messages.success(request, _("Your feed stands in this order from now on."))
    return see_other("/")


@require_POST
@signed_in
def again(request: HttpRequest) -> HttpResponse:
    """Order anew, before the five minutes are over."""
    actions.order_home(person_id_of(request), now=clock.now())
    return see_other("/")


@require_POST
@signed_in
def allowed(request: HttpRequest) -> HttpResponse:
    me, now, form = person_id_of(request), clock.now(), AllowedForm(request.POST)
    if form.is_valid():
        for what in ("reading", "language"):
            actions.allow(me, what=what, is_allowed=form.cleaned_data[what], now=now)
        actions.read_as_ever(me, is_wanted=form.cleaned_data["as_ever"], now=now)
        messages.success(request, _("Saved."))
    return see_other("/feeds#yours-alone")


@require_safe
def document(request: HttpRequest, digest: str) -> HttpResponse:
    """A document in words and as it is. What is published or adopted anybody may read."""
    viewer = viewer_of(request)
    found = documents.readable(viewer, digest)
    page = {
        "named": documents.title_of(viewer, digest),
        "document": found,
        "said": document_in_words(found),
        "is_in_use": documents.in_use(viewer) == digest,
        "is_adopted": documents.community() == digest,
        "by": [each for each in documents.published(viewer) if each.digest == digest],
    }
    return render(request, "feeds/document.html", page)


@require_safe
def download(request: HttpRequest, digest: str) -> HttpResponse:
    """The bytes whose SHA-256 it is."""
    found = documents.readable(viewer_of(request), digest)
    return private_file(found.canonical, name=f"{found.id}.json", kind="application/json")
