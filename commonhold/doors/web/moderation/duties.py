"""What the law has us tell an authority, and who stands aside in a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonhold.civic.moderation import actions, queries
from commonhold.doors.web.moderation.case_forms import AsideForm, DangerForm, DutyForm
from commonhold.doors.web.moderation.cases import show_case
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_POST
@signed_in
def danger(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note that somebody's life or safety is in danger."""
    form = DangerForm(request.POST)
    if form.is_valid():
        words, now = form.cleaned_data["facts"], clock.now()
        try:
            told = actions.note_danger(owner_id_of(request), case_id=case_id, words=words, now=now)
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("It is noted. Whom the law has us tell stands below, with its day.")
            messages.success(request, said if told else _("It was noted already."))
            return see_other(f"/moderation/cases/{case_id}")
    return show_case(request, case_id, {"danger": form}, status=400)


@require_POST
@signed_in
def duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Note that an authority was told, or why it need not be."""
    form, now = DutyForm(request.POST), clock.now()
    case_id = queries.case_of_duty(owner_of(request), duty_id, now=now)
    if form.is_valid():
        with refused_at(form):
            actions.note_duty(
                owner_id_of(request),
                duty_id=duty_id,
                is_done=request.POST.get("do") == "done",
                words=form.cleaned_data["words"],
                now=now,
            )
            messages.success(request, _("It is noted, and the public record says that it was."))
            return see_other(f"/moderation/cases/{case_id}")
    return show_case(request, case_id, {"duty": form}, status=400)


@require_POST
@signed_in
def aside(request: HttpRequest, case_id: int) -> HttpResponse:
    """Judge nothing of this case any more."""
    form = AsideForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    actions.stand_aside(owner_id_of(request), case_id=case_id, words=words, now=clock.now())
    messages.success(request, _("You stand aside. Others judge this case, and it is not shown to you."))
    return see_other("/")
