"""Paid work: the voted rates, what was verified, and the forms for those with a mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.contributions import queries
from commonhold.civic.contributions.actions.work import (
    LONGEST_WHAT,
    MOST_UNITS,
    confirm_work,
    decline_work,
    verify_work,
)
from commonhold.civic.contributions.queries.working import Works
from commonhold.doors.web.refused import RefusedForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people import queries as people


class WorkForm(RefusedForm):
    """What somebody did, by whoever answers for it."""

    person = forms.CharField(label=gettext_lazy("Who did it? Her name after the @"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of work"))
    units = forms.IntegerField(label=gettext_lazy("How much"), min_value=1, max_value=MOST_UNITS)
    what = forms.CharField(label=gettext_lazy("What was done? Members read it."), max_length=LONGEST_WHAT)

    def __init__(self, *args: Any, works: Works, **told: Any) -> None:
        super().__init__(*args, **told)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(each.code, f"{each.words} ({each.unit})") for each in works.may_verify]


@require_http_methods(["GET", "HEAD", "POST"])
def work_page(request: HttpRequest) -> HttpResponseBase:
    """Everybody reads the rates, members the work; mandates verify it here."""
    if request.method == "POST":
        return _verify(request)
    return _show(request)


@require_POST
@signed_in
def answer(request: HttpRequest, work_id: int) -> HttpResponse:
    """Confirm or decline, as the button says."""
    by, now = owner_id_of(request), clock.now()
    try:
        if request.POST.get("do") == "decline":
            decline_work(by, work_id=work_id, reason=request.POST.get("reason", ""), now=now)
            messages.success(request, _("It is declined, and says why."))
        else:
            confirm_work(by, work_id=work_id, now=now)
            messages.success(request, _("It is confirmed, and paid when the month is over."))
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, refused=str(refusal))
    return see_other("/money/work")


@signed_in
def _verify(request: HttpRequest) -> HttpResponse:
    works = queries.works(owner_of(request), now=clock.now())
    form = WorkForm(request.POST, works=works)
    if form.is_valid():
        said = form.cleaned_data
        handle = said["person"].strip().removeprefix("@").lower()
        found = people.by_handles(owner_of(request), [handle]).get(handle)
        try:
            verify_work(
                owner_id_of(request),
                person_id=found.id if found else 0,
                kind=said["kind"],
                units=said["units"],
                what=said["what"],
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It waits for somebody else to confirm it."))
            return see_other("/money/work")
    return _show(request, form=form)


def _show(request: HttpRequest, *, form: WorkForm | None = None, refused: str = "") -> HttpResponse:
    works = queries.works(owner_of(request), now=clock.now())
    shown = form or WorkForm(works=works)
    is_wrong = bool(refused or shown.errors)
    page = {
        "works": works,
        "form": shown,
        "refused": refused,
        "waiting": [each for each in works.lines if not each.answer],
        "answered": [each for each in works.lines if each.answer],
    }
    return render(request, "sharing/work.html", page, status=400 if is_wrong else 200)
