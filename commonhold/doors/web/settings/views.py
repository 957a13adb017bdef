from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.doors.web.settings.index import PARTS
from commonhold.doors.web.viewer import signed_in


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Links to all that can be chosen."""
    return render(request, "settings/index.html", {"parts": PARTS})
