"""Electing a group's moderators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.groups.forms import GroupBallotForm, NominateForm, StandForm
from commonhold.doors.web.groups.frame import address, group_of, render_in_group
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.groups import election_queries
from commonhold.social.groups.actions import elections
from commonhold.social.groups.election_queries import ElectionView
from commonhold.social.people import queries as people


@require_POST
@signed_in
def call(request: HttpRequest, handle: str) -> HttpResponse:
    """Call for an election, or with `undo` no longer."""
    group, by, now = group_of(request, handle), person_id_of(request), clock.now()
    if request.POST.get("undo"):
        elections.withdraw_call(by, group_id=group.line.id, now=now)
    elif elections.call_election(by, group_id=group.line.id, now=now):
        messages.success(request, _("Enough members have called: the election is open."))
    else:
        messages.success(
            request, _("Your call is noted. The election opens when enough members call for it.")
        )
    return see_other(address(group))


@require_safe
def election_page(request: HttpRequest, handle: str, election_id: int) -> HttpResponse:
    return _show(request, handle, election_id)


@require_POST
@signed_in
def stand(request: HttpRequest, handle: str, election_id: int) -> HttpResponse:
    """Stand, or with `undo` not."""
    by, now = person_id_of(request), clock.now()
    if request.POST.get("undo"):
        elections.stand_down(by, election_id=election_id, now=now)
        return see_other(f"/g/{handle}/elections/{election_id}")
    form = StandForm(request.POST)
    if form.is_valid():
        try:
            elections.stand(by, election_id=election_id, words=form.cleaned_data["words"], now=now)
            return see_other(f"/g/{handle}/elections/{election_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, handle, election_id, stand_form=form)


@require_POST
@signed_in
def nominate(request: HttpRequest, handle: str, election_id: int) -> HttpResponse:
    """Ask a member to stand, by her name."""
    by, form = person_id_of(request), NominateForm(request.POST)
    if form.is_valid():
        try:
            person = people.by_handle(viewer_of(request), form.cleaned_data["person"])
            elections.nominate(by, election_id=election_id, person_id=person.id, now=clock.now())
            messages.success(request, _("They are asked to stand."))
            return see_other(f"/g/{handle}/elections/{election_id}")
        except Refusal as refusal:
            form.add_error("person", str(refusal))
    return _show(request, handle, election_id, nominate_form=form)


@require_POST
@signed_in
def vote(request: HttpRequest, handle: str, election_id: int) -> HttpResponse:
    now = clock.now()
    seen = election_queries.election(viewer_of(request), election_id, now=now)
    form = GroupBallotForm(request.POST, candidates=_names(seen))
    if form.is_valid():
        try:
            by = person_id_of(request)
            elections.vote_in_group(by, election_id=election_id, choices=form.choices(), now=now)
            messages.success(request, _("Your ballot is in. You can change it until voting closes."))
            return see_other(f"/g/{handle}/elections/{election_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, handle, election_id, ballot_form=form)


@require_safe
def ballots(request: HttpRequest, handle: str, election_id: int) -> HttpResponse:
    """The counted ballots, for whoever counts again."""
    text = election_queries.ballots_file(viewer_of(request), election_id)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="election-{election_id}.blt"'
    return response


def _show(request: HttpRequest, handle: str, election_id: int, **forms: Any) -> HttpResponse:
    group, viewer = group_of(request, handle), viewer_of(request)
    seen = election_queries.election(viewer, election_id, now=clock.now())
    mine = next((each for each in seen.candidates if each.person.id == viewer.person_id), None)
    ranked = {each: n for n, each in enumerate(seen.choices or (), 1)}
    is_asked_for = seen.is_member and seen.stage is election_queries.Stage.STANDING
    page = {
        "election": seen,
        "steps": _steps(seen),
        "parts": _parts(seen),
        "stand_form": StandForm(initial={"words": mine.words if mine else ""}),
        "ballot_form": GroupBallotForm(
            candidates=_names(seen), initial={f"place_{each}": n for each, n in ranked.items()}
        ),
        "nominate_form": NominateForm() if is_asked_for else None,
        **forms,
    }
    status = 400 if any(form.errors for form in forms.values()) else 200
    return render_in_group(request, "groups/election.html", group, tab="election", status=status, **page)


def _names(seen: ElectionView) -> list[tuple[int, str]]:
    return [(each.person.id, each.person.name) for each in seen.candidates if each.stands]


def _steps(seen: ElectionView) -> list[dict[str, Any]]:
    names = [
        (_("Standing"), seen.nominations_until),
        (_("Voting"), seen.closes_at),
        (_("Elected"), seen.ended_at),
    ]
    at = list(election_queries.Stage).index(seen.stage)
    done = 3 if seen.stage is election_queries.Stage.ENDED else min(at, 2)
    return [
        {
            "name": name,
            "at": when,
            "until": n < 2 and n >= done,
            "status": "done" if n < done else "current" if n == done else "coming",
        }
        for n, (name, when) in enumerate(names)
    ]


def _parts(seen: ElectionView) -> list[Part]:
    """First choices, as bars."""
    return [
        Part(each.person.name, each.first_choices, str(each.first_choices))
        for each in seen.candidates
        if each.first_choices is not None
    ]
