"""Merging, estimating, saying where an idea stands, and proposing what comes first."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.roadmap import queries
from commonhold.civic.roadmap.actions import merging, steering
from commonhold.civic.roadmap.actions.asking import ask_what_comes_first
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.money.forms import minor_units
from commonhold.doors.web.roadmap.forms import EstimateForm, MergeForm, PrioritiesForm, StateForm
from commonhold.doors.web.roadmap.views import others, show_idea
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_POST
@signed_in
def merge(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Give an idea up for another one."""
    form = MergeForm(request.POST, ideas=others(request, idea_id))
    if form.is_valid():
        into = form.cleaned_data["into"]
        merging.merge_ideas(owner_id_of(request), idea_id=idea_id, into_id=into, now=clock.now())
        return see_other(f"/roadmap/{into}")
    return show_idea(request, idea_id, status=400, merging=form)


@require_POST
@signed_in
def undo_merge(request: HttpRequest, idea_id: int) -> HttpResponse:
    merging.undo_merge(owner_id_of(request), idea_id=idea_id, now=clock.now())
    return see_other(f"/roadmap/{idea_id}")


@require_POST
@signed_in
def estimate(request: HttpRequest, idea_id: int) -> HttpResponse:
    lines = treasury.budget_of(owner_of(request), now=clock.now()).lines
    form = EstimateForm(request.POST, lines=[(each.code, each.title) for each in lines])
    if form.is_valid():
        try:
            steering.estimate_idea(
                owner_id_of(request),
                idea_id=idea_id,
                cents=minor_units(form.cleaned_data["cents"], treasury.till().currency),
                note=form.cleaned_data["note"],
                line=form.cleaned_data["line"],
                now=clock.now(),
            )
            return see_other(f"/roadmap/{idea_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        except forms.ValidationError as wrong:
            form.add_error("cents", wrong)
    return show_idea(request, idea_id, status=400, estimating=form)


@require_POST
@signed_in
def move(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Say where an idea stands."""
    form = StateForm(request.POST)
    if form.is_valid():
        try:
            steering.move_idea(owner_id_of(request), idea_id=idea_id, **form.cleaned_data, now=clock.now())
            return see_other(f"/roadmap/{idea_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
    return show_idea(request, idea_id, status=400, moving=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vote_page(request: HttpRequest) -> HttpResponse:
    """Propose a vote on what comes first: which of the candidates are on its ballot."""
    candidates = queries.candidates(owner_of(request), now=clock.now())
    form = PrioritiesForm(request.POST or None, ideas=[(each.id, each.title) for each in candidates])
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_what_comes_first(
                owner_id_of(request),
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                idea_ids=form.idea_ids(),
                now=clock.now(),
            )
            return see_other(f"/decide/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "candidates": candidates}
    return render(request, "roadmap/vote.html", page, status=400 if form.errors else 200)
