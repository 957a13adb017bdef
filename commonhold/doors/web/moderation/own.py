"""What is mine in moderation: measures on me, my appeals, and juries that I am called to."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.queries import JuryView
from commonhold.civic.rights import queries as rights
from commonhold.civic.rights.actions import jury_key, look_as_juror
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.moderation.case_forms import AppealForm, AsideForm, NumberForm, VerdictForm
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
@signed_in
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure on the reader, with its reasons and what she can do."""
    return _measures(request)


@require_POST
@signed_in
def appeal(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Ask others to look again."""
    form = AppealForm(request.POST, prefix=str(measure_id))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.appeal(
                owner_id_of(request),
                measure_id=measure_id,
                words=said["words"],
                commitment=said["commitment"].strip().lower(),
                now=clock.now(),
            )
            messages.success(request, _("Your appeal is sent. Others look again, and you are told."))
            return see_other(f"/measures#measure-{measure_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.refuse(refusal)
            if not form.errors.keys() & set(form.fields):
                form.add_error("commitment", str(refusal))
    return _measures(request, {measure_id: form}, status=400)


@require_POST
@signed_in
def reveal(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Reveal one's number before the lot is drawn."""
    form = NumberForm(request.POST)
    if form.is_valid():
        actions.reveal_number(
            owner_id_of(request), draw_id=draw_id, number=form.cleaned_data["number"], now=clock.now()
        )
        messages.success(request, _("Your number is in the lot."))
    return see_other("/measures")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def jury(request: HttpRequest, draw_id: int) -> HttpResponse:
    """The whole evidence for whoever is called, and her ballot."""
    now = clock.now()
    seat = queries.jury_of(owner_of(request), draw_id, now=now)
    viewer, key = owner_of(request), jury_key(draw_id)
    if seat.is_message and not rights.is_looking(viewer, Matter.JURY, key, now=now):
        return _open_message(request, seat, now)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refused_at(form):
            actions.give_verdict(
                owner_id_of(request),
                draw_id=draw_id,
                upholds=said["outcome"] == "upheld",
                reasons=said["reasons"],
                now=now,
            )
            messages.success(request, _("Your vote is in. You read the result here when all have voted."))
            return see_other(f"/juries/{draw_id}")
    page = {"jury": seat, "form": form, "aside_form": AsideForm(), "here": f"/juries/{draw_id}"}
    return render(request, "moderation/jury.html", page, status=400 if form.errors else 200)


def _open_message(request: HttpRequest, seat: JuryView, now: datetime) -> HttpResponse:
    """Who opens a direct message as evidence is told so before, and so is whom it is about, later."""
    if request.POST.get("do") == "open":
        about = [] if seat.party_id is None else [seat.party_id]
        by, case_id = owner_id_of(request), seat.measure.case_id
        look_as_juror(by, draw_id=seat.id, case_id=case_id, about=about, now=now)
        return see_other(f"/juries/{seat.id}")
    return render(request, "moderation/jury_opens.html", {"jury": seat, "here": f"/juries/{seat.id}"})


@require_POST
@signed_in
def seat(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Take the seat, or leave it to the next in the lot."""
    by, now = owner_id_of(request), clock.now()
    if request.POST.get("do") == "decline":
        actions.decline_seat(by, draw_id=draw_id, now=now)
        messages.success(request, _("The seat goes to the next in the lot. Nobody asks why."))
        return see_other("/")
    actions.take_seat(by, draw_id=draw_id, now=now)
    messages.success(request, _("Thank you. Read it all, and take your time."))
    return see_other(f"/juries/{draw_id}")


def _measures(
    request: HttpRequest, forms: dict[int, AppealForm] | None = None, *, status: int = 200
) -> HttpResponse:
    viewer, sent = owner_of(request), forms or {}
    found = queries.my_measures(viewer, now=clock.now())
    page = {
        "measures": [(each, sent.get(each.id) or AppealForm(prefix=str(each.id))) for each in found],
        "calls": queries.calls_of(viewer),
        "number_form": NumberForm(),
    }
    return render(request, "moderation/measures.html", page, status=status)
