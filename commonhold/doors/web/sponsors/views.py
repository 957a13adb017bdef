from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.sponsors import queries as sponsors
from commonhold.doors.web.downloads import private_pdf
from commonhold.doors.web.sponsors.showing import page_language
from commonhold.doors.web.viewer import owner_of, viewer_of
from commonhold.ground.clock import queries as clock


@require_safe
def overview_page(request: HttpRequest) -> HttpResponse:
    """Prices, who sponsored what, what came in, and how many were declined and why."""
    viewer, now = owner_of(request), clock.now()
    page = {
        "all": sponsors.overview(viewer, now=now),
        "mine": sponsors.mine(viewer, now=now),
        "choice": sponsors.choice_of(viewer_of(request)),
    }
    return render(request, "sponsors/overview.html", page)


@require_safe
def sponsor_page(request: HttpRequest, sponsor_id: int) -> HttpResponse:
    """What one sponsor had shown here, and paid."""
    sponsor = sponsors.sponsor(owner_of(request), sponsor_id, now=clock.now())
    return render(request, "sponsors/sponsor.html", {"sponsor": sponsor})


@require_safe
def invoice_file(request: HttpRequest, ad_id: int) -> HttpResponse:
    """The ad's invoice; with the key of a mail as whoever handed it in."""
    file = sponsors.invoice(owner_of(request), ad_id, key=request.GET.get("key", ""), now=clock.now())
    return private_pdf(file.content, file.name)


@require_safe
def why_page(request: HttpRequest, ad_id: int) -> HttpResponse:
    """Why an ad stands on a page today; `at` is the page as the room calls it, such as tag:seeds."""
    viewer = viewer_of(request)
    why = sponsors.why(
        viewer, ad_id, request.GET.get("at", "")[:100], language=page_language(), now=clock.now()
    )
    return render(request, "sponsors/why.html", {"why": why, "choice": sponsors.choice_of(viewer)})
