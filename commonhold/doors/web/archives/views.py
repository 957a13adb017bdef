from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.archives.forms import ArchiveForm, ChoiceForm, TableForm
from commonhold.doors.web.archives.words import TABLES, contents_of, outcome_of, taken_in_words
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import actions, company, queries
from commonhold.social.archives.queries import ImportView
from commonhold.social.archives.tables import LONGEST_TABLE

_HERE = "/settings/import"
_MOVING = {"waiting", "writing", "undoing"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def moving_in(request: HttpRequest) -> HttpResponseBase:
    """What one is bringing along, or brought; a POST brings an archive."""
    form = ArchiveForm()
    if request.method == "POST":
        form = ArchiveForm(request.POST, request.FILES)
        if form.is_valid():
            brought = form.cleaned_data["archive"]
            try:
                actions.bring_archive(
                    person_id_of(request), file=brought, filename=brought.name or "", now=clock.now()
                )
                return see_other(_HERE)
            except Refusal as refusal:
                form.add_error("archive", str(refusal))
    return _page(request, form=form)


@require_safe
@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """How far it is: what an open page asks for now and then."""
    return render(request, "archives/under_way.html", {**_under_way(request), "form": ArchiveForm()})


@require_POST
@signed_in
def start(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Have what was chosen written."""
    found = queries.import_of(viewer_of(request), import_id)
    if found.survey is None:
        return see_other(_HERE)
    form = ChoiceForm(request.POST, survey=found.survey)
    if form.is_valid():
        try:
            actions.start_import(
                person_id_of(request), import_id=import_id, choice=form.choice(), now=clock.now()
            )
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, choice=form)


@require_POST
@signed_in
def give_up(request: HttpRequest, import_id: int) -> HttpResponseBase:
    actions.give_up_import(person_id_of(request), import_id=import_id, now=clock.now())
    messages.success(request, _("The archive was thrown away. Nothing of it was brought along."))
    return see_other(_HERE)


@require_POST
@signed_in
def undo(request: HttpRequest, import_id: int) -> HttpResponseBase:
    actions.undo_import(person_id_of(request), import_id=import_id, now=clock.now())
    return see_other(_HERE)


@require_POST
@signed_in
def bring_table(request: HttpRequest) -> HttpResponseBase:
    """Take in whom somebody followed, listed, blocked or muted."""
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        brought = form.cleaned_data["table"]
        try:
            taken = company.bring_table(
                person_id_of(request),
                content=brought.read(LONGEST_TABLE + 1),
                filename=brought.name or "",
                kind=form.cleaned_data["kind"],
                now=clock.now(),
            )
            messages.success(request, taken_in_words(taken))
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "table", str(refusal))
    return _page(request, table=form)


@require_POST
@signed_in
def forget_awaited(request: HttpRequest) -> HttpResponseBase:
    company.forget_awaited(person_id_of(request), now=clock.now())
    return see_other(_HERE)


def _page(
    request: HttpRequest,
    *,
    form: ArchiveForm | None = None,
    choice: ChoiceForm | None = None,
    table: TableForm | None = None,
) -> HttpResponse:
    waiting = queries.awaited(viewer_of(request))
    page = {
        **_under_way(request, choice),
        "form": form or ArchiveForm(),
        "table": table or TableForm(),
        "waiting": [{"what": TABLES[each.kind], "it": each} for each in waiting],
    }
    refused = any(each is not None and each.errors for each in (form, choice, table))
    return render(request, "archives/moving_in.html", page, status=400 if refused else 200)


def _under_way(request: HttpRequest, choice: ChoiceForm | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    current = queries.current(viewer)
    ended = [_told(each) for each in queries.ended(viewer)]
    if current is None:
        return {"current": None, "ended": ended}
    survey = current.survey
    ready = current.state == "ready" and survey is not None
    return {
        "current": current,
        "is_moving": current.state in _MOVING,
        "contents": contents_of(survey) if ready and survey is not None else None,
        "choice": (choice or ChoiceForm(survey=survey)) if ready and survey is not None else None,
        "ended": ended,
    }


def _told(done: ImportView) -> dict[str, Any]:
    return {"it": done, "lines": outcome_of(done), "can_undo": done.state == "done" and done.written > 0}
