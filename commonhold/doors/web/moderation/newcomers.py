"""People who came along suspended from their old server: a list, and freeing one for a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.moderation import actions, queries
from commonhold.doors.web.moderation.case_forms import FreeForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal

_PAGE = "/moderation/newcomers"


@require_safe
@signed_in
def newcomers(request: HttpRequest) -> HttpResponse:
    """Who is still suspended as she came, with what is known of why."""
    return _newcomers(request)


@require_POST
@signed_in
def free(request: HttpRequest, person_id: int) -> HttpResponse:
    """End what her old server decided; measures of ours go on."""
    form = FreeForm(request.POST, prefix=str(person_id))
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.free_newcomer(owner_id_of(request), person_id=person_id, words=words, now=clock.now())
            messages.success(request, _("That suspension is over. Whoever it was on reads your reason."))
            return see_other(_PAGE)
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.refuse(refusal)
    return _newcomers(request, {person_id: form}, status=400)


def _newcomers(
    request: HttpRequest, forms: dict[int, FreeForm] | None = None, *, status: int = 200
) -> HttpResponse:
    sent, after = forms or {}, whole((request.GET or request.POST).get("after"))
    found, later = queries.suspended_newcomers(owner_of(request), after=after)
    shown = [(each, sent.get(each.person.id) or FreeForm(prefix=str(each.person.id))) for each in found]
    page = {"newcomers": shown, "after": after, "later": later}
    return render(request, "moderation/newcomers.html", page, status=status)
