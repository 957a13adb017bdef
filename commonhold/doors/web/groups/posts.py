"""What is said in a group, and how its moderators keep order there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.sponsors import spots
from commonhold.doors.web.groups.forms import AskForm, ReasonForm
from commonhold.doors.web.groups.frame import address, group_of, render_in_group
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.cards import card
from commonhold.doors.web.posts.filtering import shown
from commonhold.doors.web.sponsors.showing import with_sponsored
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.filters.matching import Place
from commonhold.social.posts import actions, in_groups, queries
from commonhold.social.posts.refusals import NoSuchPost

PAGE = 20
_DEEDS: dict[str, Callable[..., None]] = {
    "pin": actions.pin_in_group,
    "unpin": actions.unpin_in_group,
    "announce": actions.announce_in_group,
}


@require_safe
def posts_tab(request: HttpRequest, handle: str) -> HttpResponse:
    """The group's feed, what is pinned on top."""
    group, viewer = group_of(request, handle), viewer_of(request)
    before = whole(request.GET.get("before"))
    found = in_groups.of_group(viewer, group.line.id, before=before, limit=PAGE) if group.may_read else []
    pinned = in_groups.pinned_in(viewer, group.line.id) if group.may_read and before is None else []
    page: dict[str, Any] = {
        "ask_form": AskForm(),
        "pinned": shown(request, pinned, Place.HOME),
        "posts": shown(request, found, Place.HOME),
        "older": found[-1].id if len(found) == PAGE else None,
    }
    return with_sponsored(
        request,
        spots.group(group.line) if before is None else None,
        lambda ad: render_in_group(request, "groups/posts.html", group, tab="posts", sponsored=ad, **page),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def order_page(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """What a moderator may do with one post of her group."""
    group, viewer = group_of(request, handle), viewer_of(request)
    post = queries.post(viewer, post_id)
    if post.group is None or post.group.handle != group.line.handle or not post.may_keep_order:
        raise NoSuchPost
    form = ReasonForm(request.POST if request.POST.get("do") == "take-out" else None)
    if request.method == "POST" and _done(request, form, post_id):
        return see_other(address(group, "posts"))
    return render_in_group(
        request,
        "groups/order.html",
        group,
        tab="order",
        status=400 if form.errors else 200,
        post=card(post),
        is_pinned=in_groups.is_pinned(viewer, post_id),
        form=form,
    )


def _done(request: HttpRequest, form: ReasonForm, post_id: int) -> bool:
    by, now, do = person_id_of(request), clock.now(), request.POST.get("do", "")
    try:
        if do in _DEEDS:
            _DEEDS[do](by, post_id=post_id, now=now)
            messages.success(request, _("Done. Everybody in the group sees it so."))
            return True
        if form.is_valid():
            actions.take_out_of_group(by, post_id=post_id, reason=form.cleaned_data["reason"], now=now)
            messages.success(request, _("The post is out of the group. Its author is told why."))
            return True
    except Refusal as refusal:
        if form.is_bound:
            form.refuse(refusal)
        else:
            messages.error(request, str(refusal))
            return True
    return False
