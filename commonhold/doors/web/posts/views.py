from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.media.uploads import bring_along, cards_of, reminder_of
from commonhold.doors.web.posts.cards import card, cards
from commonhold.doors.web.posts.forms import PostForm, ReplyForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.posts import actions, queries


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def compose(request: HttpRequest) -> HttpResponse:
    """Write a post; with `reply_to`, a reply beneath the post that it answers."""
    asked = request.POST.get("reply_to") or request.GET.get("reply_to") or ""
    parent = queries.post(viewer_of(request), int(asked)) if asked.isdecimal() else None
    form = (ReplyForm if parent else PostForm)(request.POST or None)
    brought = bring_along(request, person_id_of(request), now=clock.now())
    form.fields["text"].required = not brought.ids
    if request.method == "POST":
        form.full_clean()
        for words in brought.refusals:
            form.add_error(None, words)
    if request.method == "POST" and form.is_valid():
        try:
            made = _publish(request, form, parent.id if parent else None, brought.ids)
            return see_other(_address(request, made))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    media = cards_of(viewer_of(request), brought.ids)
    page = {
        "form": form,
        "parent": card(parent) if parent else None,
        "media": media,
        "reminder": reminder_of(media),
    }
    return render(request, "posts/compose.html", page, status=400 if form.errors else 200)


@require_safe
def post_page(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """A post in its thread, in reading order."""
    viewer = viewer_of(request)
    thread = queries.thread(viewer, post_id)
    page = {
        "post": card(thread.post),
        "before": cards(thread.before),
        "after": [(each.depth, card(each.post)) for each in thread.after],
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
def remove(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    actions.remove_post(person_id_of(request), post_id=post_id, now=clock.now())
    return see_other(f"/@{handle}")


def _publish(request: HttpRequest, form: ReplyForm, reply_to: int | None, media: Sequence[int]) -> int:
    said = form.cleaned_data
    return actions.publish_post(
        person_id_of(request),
        text=said["text"],
        audience=said.get("audience"),
        in_reply_to=reply_to,
        warning=said["warning"],
        media=media,
        now=clock.now(),
    )


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
