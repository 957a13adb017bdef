"""Whom one followed on Bluesky or X and who is here: ticked by hand, never followed by themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import acquainted


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found_again(request: HttpRequest) -> HttpResponse:
    """Who is found, and why we think so; a POST follows whom she ticked."""
    refused = ""
    if request.method == "POST":
        ticked = {number for each in request.POST.getlist("person") if (number := whole(each)) is not None}
        try:
            count = acquainted.follow_acquaintances(person_id_of(request), people_ids=ticked, now=clock.now())
            messages.success(request, _("You follow {n} more.").format(n=count))
            return see_other("/settings/import/people")
        except Refusal as refusal:
            refused = str(refusal)
    page = {"found": acquainted.acquaintances(viewer_of(request)), "refused": refused}
    return render(request, "archives/found_again.html", page, status=400 if refused else 200)
