"""What is kept of people and why, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonhold.civic.rights.kept import KEPT, Ground

_GROUNDS = {
    Ground.CONTRACT: _("What you came for"),
    Ground.LAW: _("What a law asks us to keep"),
    Ground.INTEREST: _("For the safety of all"),
    Ground.CONSENT: _("What needs your yes"),
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    grounds = [
        (title, [each for each in KEPT if each.ground is ground]) for ground, title in _GROUNDS.items()
    ]
    return render(request, "rights/data.html", {"grounds": grounds})
