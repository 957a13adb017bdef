"""Labelers: all of them, one with its list and history, and the reader's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.labels.forms import ChoicesForm, LabelerForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.groups import queries as groups
from commonhold.social.labels import actions, queries
from commonhold.social.labels.queries import PAGE, LabelerView

_KEY = "labels.shown_to_all"


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody who publishes labels, those whom the reader reads first."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.labelers(viewer, now=now)
    page = {
        "read": [each for each in found if each.is_subscribed],
        "others": [each for each in found if not each.is_subscribed],
        "own": [each for each in found if each.is_mine],
    }
    return render(request, "labels/labelers.html", page)


@require_safe
def labeler(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """One labeler: what it says of whom now or, with `ended`, what it said before."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.labeler(viewer, labeler_id, now=now)
    ended = "ended" in request.GET
    shown = queries.labels_of(
        viewer, labeler_id, ended=ended, before=whole(request.GET.get("before")), now=now
    )
    page = {
        "labeler": found,
        "form": ChoicesForm(labeler=found),
        "labels": shown,
        "older": shown[-1].id if len(shown) == PAGE else None,
        "cut": "ended&before" if ended else "before",
        "tabs": [
            {"label": _("Labels"), "url": f"/labelers/{found.id}#labels", "current": not ended},
            {"label": _("History"), "url": f"/labelers/{found.id}?ended#labels", "current": ended},
        ],
        "propose": _to_show_to_all(found),
    }
    return render(request, "labels/labeler.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Open a labeler of one's own or, with `group`, of a group that one moderates."""
    viewer, handle = viewer_of(request), request.GET.get("group") or ""
    group_id = groups.known_as(viewer, handle) if handle else None
    if handle and (group_id is None or not groups.may_moderate(viewer, group_id)):
        raise NotFound(_("There is no such group, or you don't moderate it."))
    form = LabelerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_labeler(
                person_id_of(request), group_id=group_id, now=clock.now(), **form.said()
            )
            messages.success(request, _("Your labeler is open. The menu of each post has “Label”."))
            return see_other(f"/labelers/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    group = None if group_id is None else groups.line(viewer, group_id)
    moderated = [] if group else list(groups.lines(viewer, groups.moderated_ids(viewer)).values())
    page = {"form": form, "group": group, "moderated": moderated}
    return render(request, "labels/new_labeler.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """Change what one's labeler says of itself."""
    found = queries.labeler(viewer_of(request), labeler_id, now=clock.now())
    if not found.is_mine:
        raise NotFound(_("There is no such labeler, or it isn't yours to change."))
    lines = [f"{each.value}: {each.words}" if each.words else each.value for each in found.values]
    begins = {"title": found.title, "words": found.words, "values": "\n".join(lines)}
    form = LabelerForm(request.POST if request.method == "POST" else None, initial=begins)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_labeler(
                person_id_of(request), labeler_id=labeler_id, now=clock.now(), **form.said()
            )
            messages.success(request, _("That is what your labeler says from now on."))
            return see_other(f"/labelers/{labeler_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "labeler": found}
    return render(request, "labels/edit_labeler.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def close(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """Publish no more."""
    actions.close_labeler(person_id_of(request), labeler_id=labeler_id, now=clock.now())
    messages.success(request, _("The labeler is closed, and its labels have ended. Its history stays."))
    return see_other("/labelers")


@require_POST
@signed_in
def choose(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """Subscribe, with what each word does."""
    found = queries.labeler(viewer_of(request), labeler_id, now=clock.now())
    form, by, now = ChoicesForm(request.POST, labeler=found), person_id_of(request), clock.now()
    if found.is_subscribed and form.is_valid():
        actions.choose(by, labeler_id=labeler_id, choices=form.said(), now=now)
        messages.success(request, _("Kept. It holds for you alone, and from now on."))
    else:
        actions.subscribe(by, labeler_id=labeler_id, now=now)
        messages.success(request, _("You read this labeler now. Choose below what its words do."))
    return see_other(f"/labelers/{labeler_id}")


@require_POST
@signed_in
def leave(request: HttpRequest, labeler_id: int) -> HttpResponse:
    """Read it no more."""
    actions.unsubscribe(person_id_of(request), labeler_id=labeler_id, now=clock.now())
    messages.success(request, _("You read this labeler no more."))
    return see_other(f"/labelers/{labeler_id}")


def _to_show_to_all(found: LabelerView) -> str:
    """The address that proposes it to be seen by everybody, or by nobody who did not choose it."""
    listed = str(charter.current().value(_KEY)).split()
    number = str(found.id)
    after = [each for each in listed if each != number] if number in listed else [*listed, number]
    return to_propose("charter.set-parameter.v1", key=_KEY, value="\n".join(after))
