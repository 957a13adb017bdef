"""Changing one's own post: editing it, its history, deleting it and bringing it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.media.uploads import bring_along, cards_of
from commonhold.doors.web.posts.cards import card
from commonhold.doors.web.posts.difference import Version, versions_of
from commonhold.doors.web.posts.filtering import verdict_on
from commonhold.doors.web.posts.forms import WordsForm
from commonhold.doors.web.undo import say_with_undo
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.filters.matching import Place
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions, queries
from commonhold.social.posts.plain import text_of
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.refusals import NotYourPost, PostWasRemoved


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Say it differently."""
    viewer = viewer_of(request)
    post = _own(viewer, post_id)
    form = WordsForm(request.POST if request.method == "POST" else None, initial=_initial(post))
    medium_ids = [each.id for each in post.media]
    if request.method == "POST":
        brought = bring_along(request, person_id_of(request), now=clock.now())
        medium_ids = list(brought.ids)
        for words in brought.refusals:
            form.add_error(None, words)
        if form.is_valid() and _edited(request, form, post_id, medium_ids):
            return see_other(f"/@{post.author.handle}/{post.id}")
    page = {"form": form, "post": card(post), "media": cards_of(viewer, medium_ids)}
    return render(request, "posts/edit.html", page, status=400 if form.errors else 200)


@require_safe
def history(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """What a post said earlier, and what changed each time."""
    viewer = viewer_of(request)
    post = queries.post(viewer, post_id)
    editions = queries.editions(viewer, post_id)
    versions: list[Version] = versions_of(post, editions)
    earlier = [words for each in editions for words in (each.warning, text_of(each.html))]
    said = verdict_on(request, post, Place.THREADS, also=() if post.is_mine else earlier)
    page = {"post": card(post), "versions": versions, "filtered": "" if said is None else said.reason}
    return render(request, "posts/history.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Ask once more, then delete it, or delete it and write it anew."""
    viewer, by = viewer_of(request), person_id_of(request)
    post = _own(viewer, post_id)
    if request.method != "POST":
        return render(request, "posts/remove.html", {"post": card(post)})
    if request.POST.get("do") == "redraft":
        draft_id = actions.redraft_post(by, post_id=post_id, now=clock.now())
        return see_other(f"/compose?draft={draft_id}")
    actions.remove_post(by, post_id=post_id, now=clock.now())
    address = f"/@{post.author.handle}"
    say_with_undo(request, _("You deleted this post."), action=f"{address}/{post_id}/restore")
    return see_other(address)


@require_POST
@signed_in
def restore(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    actions.restore_post(person_id_of(request), post_id=post_id, now=clock.now())
    return see_other(f"/@{handle}/{post_id}")


def _own(viewer: Viewer, post_id: int) -> PostView:
    post = queries.post(viewer, post_id)
    if not post.is_mine:
        raise NotYourPost
    if post.removed:
        raise PostWasRemoved
    return post


def _initial(post: PostView) -> dict[str, object]:
    return {
        "text": post.text,
        "warning": post.warning,
        "is_sensitive": post.is_sensitive,
        "language": post.language,
        "is_plain": post.format == "plain",
    }


def _edited(request: HttpRequest, form: WordsForm, post_id: int, medium_ids: list[int]) -> bool:
    """Edit it; a refusal goes into the form."""
    said = form.cleaned_data
    try:
        actions.edit_post(
            person_id_of(request),
            post_id=post_id,
            text=said["text"],
            warning=said["warning"],
            language=said["language"],
            format=form.format,
            is_sensitive=said["is_sensitive"],
            media=medium_ids,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
