"""What a post's author lets others do: quotes of hers, and replies that wait for her."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.cards import card
from commonhold.doors.web.posts.filtering import folded
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.filters.matching import Place
from commonhold.social.posts import actions, queries, waiting


@require_safe
@signed_in
def quotes(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Posts that quote one's own, each with what one said to it."""
    viewer = viewer_of(request)
    found, older = waiting.quotes_of(viewer, post_id, before=whole(request.GET.get("before")))
    shown = [(folded(request, each.post, Place.THREADS), each.state, each.since) for each in found]
    page = {"post": card(queries.post(viewer, post_id)), "quotes": shown, "older": older}
    return render(request, "posts/quotes.html", page)


@require_POST
@signed_in
def answer_quote(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Let a post quote one's own, or not any more."""
    act = actions.allow_quote if request.POST.get("do") == "allow" else actions.refuse_quote
    quoted_id = act(person_id_of(request), post_id=post_id, now=clock.now())
    quoted = queries.post(viewer_of(request), quoted_id)
    return see_other(f"/@{quoted.author.handle}/{quoted.id}/quotes")


@require_POST
@signed_in
def answer_reply(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Let a reply that waits be seen, or send it back."""
    viewer = viewer_of(request)
    reply = queries.post(viewer, post_id)
    act = actions.let_reply_in if request.POST.get("do") == "let-in" else actions.refuse_reply
    act(person_id_of(request), post_id=post_id, now=clock.now())
    parent = None if reply.in_reply_to is None else queries.post(viewer, reply.in_reply_to)
    return see_other("/" if parent is None else f"/@{parent.author.handle}/{parent.id}")
