"""What everybody sees of our shares, and the list of members for those who may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.shares import queries
from commonhold.doors.web.shares import wording
from commonhold.doors.web.viewer import owner_of, signed_in
from commonhold.ground.clock import queries as clock


@require_safe
def shares_page(request: HttpRequest) -> HttpResponse:
    """What a share is, how many there are, what may go back, and whether register and books agree."""
    viewer, now = owner_of(request), clock.now()
    found = queries.shares(viewer, now=now)
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    page = {
        "shares": found,
        "by_class": [(wording.share_class(code), each) for code, each in found.by_class],
        "may_go_back": wording.most_back(found.may_go_back.because),
        "offers": [each for each in queries.offers(viewer, now=now) if each.is_open],
        "has_desk": bool({each.role for each in held} & {Role.BOARD, Role.TREASURER}),
        "reads_list": queries.may_read_list(viewer, now=now),
    }
    return render(request, "shares/shares.html", page)


@require_safe
@signed_in
def list_page(request: HttpRequest) -> HttpResponse:
    """The list of members that the law asks for; for those without a mandate their own lines."""
    viewer, now = owner_of(request), clock.now()
    page = {
        "lines": queries.member_list(viewer, now=now),
        "is_whole": queries.may_read_list(viewer, now=now),
    }
    return render(request, "shares/list.html", page)
