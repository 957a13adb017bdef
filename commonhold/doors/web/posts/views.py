from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.calls.waiting import freshen
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts import thread
from commonhold.doors.web.posts.cards import card
from commonhold.doors.web.posts.filtering import folded_list
from commonhold.doors.web.undo import say_with_undo
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.arrivals import queries as arrivals
from commonhold.social.filters.matching import Place
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import (
    actions,
    bookmarked,
    in_groups,
    messages,
    muting,
    pinned,
    queries,
    threads,
    waiting,
)
from commonhold.social.posts.refusals import NoSuchPost


@require_safe
def post_page(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """A post in its thread, in reading order; a message is read in its conversation."""
    viewer = viewer_of(request)
    conversation_id = messages.conversation_of(viewer, post_id)
    if conversation_id is not None:
        return see_other(f"/messages/{conversation_id}#post-{post_id}")
    try:
        found = threads.thread(viewer, post_id, after=whole(request.GET.get("after")))
    except NotFound:
        return redirect(_address_now(viewer, handle, post_id), permanent=True)
    if found.post.original is not None:
        freshen(viewer, sought=found.post.original.uri, what="thread", now=clock.now())
    held = waiting.replies_waiting(viewer, post_id)
    first, above = thread.posts_above(request, found)
    page = {
        "post": thread.asked(request, found),
        "may": waiting.may_do(viewer, post_id),
        "waiting": folded_list(request, (each for each in held if each.id != post_id), Place.THREADS),
        "restorable_until": waiting.restorable_until(viewer, post_id) if found.post.removed else None,
        "first": first,
        "between": found.between,
        "above": above,
        "replies": thread.replies_of(request, found),
        "after": found.replies.last,
        "is_later": found.is_later,
        "reply_rule": thread.words_of(threads.reply_rule(viewer, post_id)),
        "taken_out": in_groups.removal_of(viewer, post_id) if found.post.removed else None,
        "has_pinned": pinned.has_pinned(viewer, post_id),
        "is_muted": muting.has_muted(viewer, post_id),
    }
    return render(request, "posts/post.html", page)


@require_POST
@signed_in
def favourite(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    return _mark(request, post_id, actions.favourite_post, actions.unfavourite_post)


@require_POST
@signed_in
def thank(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    return _mark(request, post_id, actions.thank_author, actions.withdraw_thanks)


@require_POST
@signed_in
def boost(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Pass it on or, with `undo`, no more; the toast that says the first offers the second."""
    answer = _mark(request, post_id, actions.boost_post, actions.unboost_post)
    if not request.POST.get("undo") and not request.headers.get("HX-Request"):
        say_with_undo(
            request, _("You boosted this post."), action=_address(request, post_id) + "/boost", undo="1"
        )
    return answer


@require_POST
@signed_in
def bookmark(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    return _mark(request, post_id, actions.bookmark_post, actions.unbookmark_post)


@require_POST
@signed_in
def pin(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Keep one's own post on top of one's page or, with `undo`, take it down; then show that page."""
    by, undoes = person_id_of(request), bool(request.POST.get("undo"))
    act = actions.unpin_post if undoes else actions.pin_post
    act(by, post_id=post_id, now=clock.now())
    words = _("Taken down from the top of your page.") if undoes else _("It stands on top of your page now.")
    say_with_undo(request, words, action=_address(request, post_id) + "/pin", undo="" if undoes else "1")
    return see_other(f"/@{people.person(viewer_of(request), by).handle}")


@require_safe
@signed_in
def bookmarks_page(request: HttpRequest) -> HttpResponse:
    """What the reader keeps, the latest first."""
    cut = whole(request.GET.get("before"))
    found, older = bookmarked.bookmarks(viewer_of(request), before=cut)
    page = {"posts": folded_list(request, found, Place.HOME), "older": older}
    return render(request, "posts/bookmarks.html", page)


@require_POST
@signed_in
def choose(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Answer the poll in a post; a script gets the poll back, with what was wrong."""
    trouble = ""
    chosen = {whole(each) for each in request.POST.getlist("choice")}
    positions = {each for each in chosen if each is not None}
    try:
        actions.choose_in_poll(person_id_of(request), post_id=post_id, positions=positions, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        if not request.headers.get("HX-Request"):
            raise
        trouble = str(refusal)
    if not request.headers.get("HX-Request"):
        return see_other(_address(request, post_id))
    post = card(queries.post(viewer_of(request), post_id))
    return render(request, "components/poll.html", {"post": post, "poll": post.poll, "trouble": trouble})


def _mark(
    request: HttpRequest, post_id: int, do: Callable[..., object], undo: Callable[..., object]
) -> HttpResponse:
    """Mark or unmark; answer with the post's new face, or go back to where it was pressed."""
    act = undo if request.POST.get("undo") else do
    act(person_id_of(request), post_id=post_id, now=clock.now())
    if request.headers.get("HX-Request"):
        return render(
            request, "components/post.html", {"post": card(queries.post(viewer_of(request), post_id))}
        )
    return see_other(_address(request, post_id))


def _address(request: HttpRequest, post_id: int) -> str:
    post = queries.post(viewer_of(request), post_id)
    return f"/@{post.author.handle}/{post.id}"


def _address_now(viewer: Viewer, handle: str, number: int) -> str:
    """Of a post that came along with a server and had this number there. Raises NotFound for any other."""
    post_id = arrivals.led_to(viewer, people.by_handle(ANYONE, handle).id, number)
    if post_id is None or post_id == number:
        raise NoSuchPost
    return f"/@{handle}/{post_id}"
