from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.operating import actions, queries
from commonhold.civic.peers import queries as peers
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation import backed_up, examined
from commonhold.ground.jobs import queries as jobs
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.deliveries import queries as deliveries
from commonhold.social.letters import queries as letters

_NAME, _END = "operating.name-holder.v1", "operating.end-holder.v1"
_STARTED = "release.started"
_FAILING = 10  # pieces of work that are shown


@require_safe
@signed_in
def operate(request: HttpRequest) -> HttpResponse:
    """The server in numbers, for those whom the members let look after it."""
    now = clock.now()
    _must_look_after_it(owner_id_of(request))
    data = Path(settings.DATA_DIR)
    last, disk = backed_up.read(data), shutil.disk_usage(data)
    missing, due = queries.in_whose_hands(now=now)
    page = {
        "now": now,
        "examination": examined.read(data),
        "backlog": jobs.backlog(now=now),
        "failing": jobs.not_done(failing=True, limit=_FAILING),
        "letters": letters.waiting(),
        "mail_is_set": not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
        "deliveries": deliveries.all_totals(now=now),
        "disk": disk,
        "free_percent": 100 * disk.free // disk.total,
        "backup": last,
        "backup_at": backed_up.moment(last.taken_at),
        "verified_at": backed_up.moment(last.verified_at),
        "peers": peers.peers(),
        "contradictions": peers.open_contradictions(),
        "missing": missing,
        "due": due,
        "releases": record.leaves(kind=_STARTED, limit=5),
    }
    return render(request, "operating/operate.html", page)


@require_safe
@signed_in
def holders(request: HttpRequest) -> HttpResponse:
    """In whose hands the co-op's servers are. Names are for members."""
    viewer, now = owner_of(request), clock.now()
    page = {
        "now": now,
        "is_member": queries.is_for(viewer),
        "tasks": [
            (each, to_propose(_NAME, task=each.code), to_propose(_END, task=each.code))
            for each in queries.tasks(viewer, now=now)
        ],
        "releases": record.leaves(kind=_STARTED, limit=5),
        "may_operate": any(
            each.role in {Role.OPERATOR, Role.BOARD}
            for each in mandates.held_by(owner_id_of(request), at=now)
        ),
    }
    return render(request, "operating/holders.html", page)


@require_POST
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    actions.confirm_holding(owner_id_of(request), task=request.POST.get("task", ""), now=clock.now())
    messages.success(request, _("Thank you. It is written down that you still hold it."))
    return see_other("/holders")


@require_POST
@signed_in
def give_back(request: HttpRequest) -> HttpResponse:
    actions.give_back(owner_id_of(request), task=request.POST.get("task", ""), now=clock.now())
    messages.success(request, _("You hold it no more. Please hand on what you know of it."))
    return see_other("/holders")


def _must_look_after_it(person_id: int) -> None:
    """Operators and the board. Raises Refusal for everybody else."""
    held = mandates.held_by(person_id, at=clock.now())
    if not any(each.role in {Role.OPERATOR, Role.BOARD} for each in held):
        raise Refusal(
            _(
                "Only operators and the board see how the server is. In whose hands it is stands on the page "
                "“In whose hands”."
            )
        )
