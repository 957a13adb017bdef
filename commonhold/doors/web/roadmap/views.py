from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.roadmap import periods, queries
from commonhold.civic.roadmap.actions import proposing
from commonhold.civic.roadmap.vocabulary import LIVE, State
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.roadmap.forms import EstimateForm, IdeaForm, MergeForm, StateForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal

_MOST_TO_MERGE = 200


@require_safe
def roadmap_page(request: HttpRequest) -> HttpResponse:
    """Ideas by where they stand, found by their words, the most supported or the newest first."""
    viewer, now = owner_of(request), clock.now()
    chosen = request.GET.get("in", "")
    state = State(chosen) if chosen in State.values else None
    text, newest = request.GET.get("q", "")[:200], request.GET.get("by") == "newest"
    last = whole(request.GET.get("after"))
    ideas, further = queries.ideas(viewer, state=state, text=text, newest=newest, last=last, now=now)
    page = {
        "chosen": "" if state is None else state,
        "text": text,
        "newest": newest,
        "tabs": _tabs(state),
        "ideas": ideas,
        "further": further,
        "here": urlencode({"in": state or "", "q": text, "by": "newest" if newest else ""}),
        "priorities": queries.priorities(viewer, now=now),
        "period": periods.beginning(periods.period_of(now)),
        "allowance": queries.allowance(viewer),
    }
    return render(request, "roadmap/roadmap.html", page)


@require_safe
def shipped_page(request: HttpRequest) -> HttpResponse:
    """What became of ideas."""
    return render(
        request, "roadmap/shipped.html", {"ideas": queries.shipped(owner_of(request), now=clock.now())}
    )


@require_safe
def idea_page(request: HttpRequest, idea_id: int) -> HttpResponse:
    return show_idea(request, idea_id)


def show_idea(request: HttpRequest, idea_id: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The idea's page, also with a form that needs another look."""
    viewer, now = owner_of(request), clock.now()
    idea, budget = queries.idea(viewer, idea_id, now=now), treasury.budget_of(viewer, now=now)
    page: dict[str, Any] = {
        "idea": idea,
        "line": idea.line,
        "text": to_html(idea.text),
        "allowance": queries.allowance(viewer),
        "titles": {each.code: each.title for each in budget.lines},
        "merging": MergeForm(ideas=others(request, idea_id)),
        "estimating": EstimateForm(lines=[(each.code, each.title) for each in budget.lines]),
        "moving": StateForm(initial={"state": idea.line.state}),
        "leaves": record.leaves(about=f"idea:{idea_id}"),
        **forms,
    }
    return render(request, "roadmap/idea.html", page, status=status)


def others(request: HttpRequest, idea_id: int) -> list[tuple[int, str]]:
    """Ideas with which this one may be merged."""
    found, _further = queries.ideas(owner_of(request), now=clock.now(), limit=_MOST_TO_MERGE)
    return [(each.id, each.title) for each in found if each.id != idea_id and each.state in LIVE]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = proposing.propose_idea(owner_id_of(request), **form.cleaned_data, now=clock.now())
            messages.success(request, _("Your idea is on the roadmap. You may support it, too."))
            return see_other(f"/roadmap/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "roadmap/new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, idea_id: int) -> HttpResponse:
    idea = queries.idea_to_change(owner_of(request), idea_id, now=clock.now())
    form = IdeaForm(request.POST or None, initial={"title": idea.line.title, "text": idea.text})
    if request.method == "POST" and form.is_valid():
        try:
            by = owner_id_of(request)
            proposing.change_idea(by, idea_id=idea_id, **form.cleaned_data, now=clock.now())
            return see_other(f"/roadmap/{idea_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "idea": idea}
    return render(request, "roadmap/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def support(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Support an idea, or no more."""
    act = proposing.withdraw_support if request.POST.get("do") == "withdraw" else proposing.support_idea
    act(owner_id_of(request), idea_id=idea_id, now=clock.now())
    return see_other(f"/roadmap/{idea_id}")


def _tabs(state: State | None) -> list[dict[str, Any]]:
    tabs = [{"label": _("All"), "url": "/roadmap", "current": state is None}]
    return tabs + [
        {"label": each.label, "url": f"/roadmap?in={each.value}", "current": each is state} for each in State
    ]
