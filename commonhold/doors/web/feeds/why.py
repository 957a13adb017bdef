"""“Why am I seeing this?”, with the real numbers, and the file to check them by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.feeds.words import PERSONAL, points, reasons_in_words
from commonhold.doors.web.posts.filtering import folded
from commonhold.doors.web.viewer import signed_in, viewer_of
from commonhold.social.bridging.queries import takes_part
from commonhold.social.feeds import documents, ranked
from commonhold.social.feeds.refusals import NotInYourFeed
from commonhold.social.filters.matching import Place


@require_safe
@signed_in
def page(request: HttpRequest, post_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        told = ranked.reasons(viewer, post_id)
    except NotInYourFeed as refusal:
        return render(request, "feeds/not_there.html", {"refusal": refusal}, status=404)
    page = {
        "post": folded(request, told.post, Place.HOME),
        "why": told.why,
        "points": points(told.why.points),
        "reasons": reasons_in_words(told.why),
        "is_lowered": any(each.feature == "deprioritised" for each in told.why.reasons),
        "taken": points(told.why.taken_by_author) if told.why.taken_by_author else "",
        "not_allowed": [PERSONAL[each] for each in told.not_allowed],
        "named": documents.title_of(viewer, told.document.digest),
        "digest": told.document.digest,
        "chosen": documents.choice(viewer),
        "at": told.at,
        "may_rate": told.post.audience == "public" and not told.post.is_mine and takes_part(viewer),
    }
    return render(request, "feeds/why.html", page)


@require_safe
@signed_in
def ranking(request: HttpRequest) -> HttpResponse:
    """The reader's last order, for `commonhold rank replay`."""
    return private_file(ranked.bundle(viewer_of(request)), name="ranking.json", kind="application/json")
