"""Handing an ad in: as a member, or through the same page without an account."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.sponsors import queries as sponsors
from commonhold.civic.sponsors.actions.handing_in import hand_in_ad
from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.sponsors.forms import AdForm
from commonhold.doors.web.viewer import owner_of, see_other
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.media import actions as media


@require_http_methods(["GET", "HEAD", "POST"])
def new_ad(request: HttpRequest) -> HttpResponse:
    """What is refused stands there with what was typed. Who is no member hands in as anybody may."""
    viewer, now = owner_of(request), clock.now()
    frame = frame_of(request)
    by = viewer.person_id if frame.viewer is not None and frame.viewer.owner_is_member else None
    offered = sponsors.offered(viewer)
    form = AdForm(request.POST or None, request.FILES or None, categories=offered, is_member=by is not None)
    if request.method == "POST" and form.is_valid():
        try:
            made = hand_in_ad(by, offer=form.offer(_brought(by, form, now)), now=now)
            return see_other("/money/sponsors/sent" if by is None else f"/money/sponsors/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {
        "form": form,
        "offered": offered,
        "is_member": by is not None,
        "all": sponsors.overview(viewer, now=now),
    }
    return render(request, "sponsors/new.html", page, status=400 if form.errors else 200)


@require_safe
def sent_page(request: HttpRequest) -> HttpResponse:
    """What was handed in without an account waits for its mail."""
    return render(request, "sponsors/sent.html")


def _brought(by: int | None, form: AdForm, now: datetime) -> int | None:
    """The picture's id, described; refused files refuse the whole."""
    file = form.cleaned_data.get("picture")
    if by is None or not file:
        return None
    medium_id = media.receive_medium(by, file=file, filename=file.name or "", purpose="ad", now=now)
    media.describe_medium(by, medium_id=medium_id, alt=form.cleaned_data["alt"], now=now)
    return medium_id
