"""What this place is, in plain words, and the parts that its pages are made of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.doors.web.about import samples
from commonhold.doors.web.about.forms import SampleForm
from commonhold.doors.web.templatetags.states import STATES


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "about/components.html", every_sample())


def every_sample() -> dict[str, object]:
    """The samples stand still, so that two visits look the same."""
    refused = {"title": "", "reason": str(samples.TOO_LONG), "choice": "", "email": "ada"}
    return {
        "now": samples.NOW,
        "form": SampleForm(auto_id="fresh_%s"),
        "refused_form": SampleForm(refused, auto_id="refused_%s"),
        "states": STATES,
        "posts": samples.posts(),
        "people": samples.PEOPLE,
        "steps": samples.steps(),
        "stopped_steps": samples.stopped_steps(),
        "difference": samples.difference(),
        "parameters": samples.parameters(),
        "choices": samples.choices(),
        "reasons_for": samples.reasons_for(),
        "columns": samples.columns(),
        "rows": samples.rows(),
        "counted": samples.counted(),
        "sources": samples.sources(),
        "uses": samples.uses(),
        "trail": samples.trail(),
        "tabs": samples.tabs(),
        "deadline": samples.DEADLINE,
        "deadline_soon": samples.DEADLINE_SOON,
    }
