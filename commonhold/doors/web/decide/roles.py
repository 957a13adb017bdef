"""Who does what for the co-op, and how to propose somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import ahead, mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine

_NEW = "/decide/new"


@dataclass(frozen=True)
class Holder:
    """Somebody with a mandate, and the form that would take it back."""

    person: PersonLine
    since: datetime
    until: datetime | None
    recall_url: str


@dataclass(frozen=True)
class RoleOnPage:
    """A role, who holds it, and the forms that would fill it. Some charters leave none to elections."""

    label: str
    holders: Sequence[Holder]
    elect_url: str
    appoint_url: str


@require_safe
def roles_page(request: HttpRequest) -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    held = {role: mandates.holders(role, at=now) for role in Role}
    names = people.lines(viewer, [each.person_id for found in held.values() for each in found])
    may_elect = ahead.may_elect()
    roles = [
        RoleOnPage(
            str(role.label),
            [
                Holder(
                    names[each.person_id],
                    each.since,
                    each.until,
                    f"{_NEW}?{urlencode({'kind': 'recall', 'mandate': f'{each.person_id}:{role}'})}",
                )
                for each in found
                if each.person_id in names
            ],
            f"{_NEW}?{urlencode({'kind': 'election', 'role': role})}" if may_elect else "",
            f"{_NEW}?{urlencode({'kind': 'appoint', 'role': role})}",
        )
        for role, found in held.items()
    ]
    return render(request, "decide/roles.html", {"roles": roles})
