from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.governance.actions.adjust import adjust_parameter
from commonhold.civic.governance.queries import mandates
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.charter.clauses import sections
from commonhold.doors.web.decide.fields import read_value
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.clock import queries as clock


@require_safe
def charter_page(request: HttpRequest) -> HttpResponse:
    """The whole charter, as a readable document."""
    here = charter.current()
    viewer = owner_of(request)
    held: set[str] = set()
    if viewer.person_id is not None:
        held = {str(each.role) for each in mandates.held_by(viewer.person_id, at=clock.now())}
    mine = {key for key, allowed in here.ranges.items() if allowed.mandate in held}
    page = {
        "sections": sections(here, treasury.till().currency),
        "version": here.version,
        "mine": mine,
        "history": charter.history(limit=12),
    }
    return render(request, "charter/charter.html", page)


@require_POST
@signed_in
def adjust(request: HttpRequest) -> HttpResponse:
    """A mandate's holder sets a number within her range; at once, on the record."""
    key = request.POST.get("key", "")
    parameter = register.parameter(key)
    currency = treasury.till().currency
    value = parameter.write(read_value(parameter, request.POST.get("value", ""), currency=currency))
    adjust_parameter(owner_id_of(request), key=key, value=value, now=clock.now())
    return see_other(f"/charter#{key}")
