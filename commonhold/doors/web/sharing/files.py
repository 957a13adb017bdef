"""Files to check with: a member's statement, everybody's public file, an auditor's bundle."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.contributions import queries
from commonhold.civic.contributions.actions.opening import open_bundle
from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.sharing import views
from commonhold.doors.web.viewer import owner_id_of, owner_of, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
@signed_in
def statement_file(request: HttpRequest, month: str) -> HttpResponse:
    """The viewer's own statement."""
    return _json(queries.statement(owner_of(request), month), f"my-statement-{month}.json")


@require_safe
def public_file(request: HttpRequest, month: str) -> HttpResponse:
    """What everybody may check."""
    return _json(queries.public_file(owner_of(request), month), f"split-{month}.json")


@require_POST
@signed_in
def bundle_file(request: HttpRequest, month: str) -> HttpResponse:
    """The whole bundle, for auditors, once they said why."""
    reason = request.POST.get("reason", "")
    try:
        bundle = open_bundle(owner_id_of(request), month=month, reason=reason, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return views.show_split(request, month, refused=str(refusal))
    return _json(bundle, f"split-bundle-{month}.json")


def _json(data: bytes, name: str) -> HttpResponse:
    return private_file(data, kind="application/json", name=name)
