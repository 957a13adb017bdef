"""Cases for those who judge: a list, each with its evidence, measures, and appeals that wait."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.vocabulary import Kind
from commonhold.civic.rights.queries import is_looking
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.moderation.case_forms import (
    AsideForm,
    DangerForm,
    DismissForm,
    DutyForm,
    LawAnswerForm,
    MeasureForm,
    ReviewForm,
)
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock

_Forms = dict[str, MeasureForm | DismissForm | ReviewForm | DangerForm | DutyForm]


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """The open cases, and who has the duty this week."""
    viewer, now = owner_of(request), clock.now()
    duties = queries.open_duties(viewer, now=now)
    page = {
        "duties": duties,
        "late": any(each.is_late for each in duties),
        "cases": queries.open_cases(viewer, now=now),
        "duty": queries.on_duty(viewer, now=now),
        "newcomers_wait": queries.newcomers_wait(viewer),
        "law": [each for each in queries.law_reports(viewer, now=now) if each.answered_at is None],
    }
    return render(request, "moderation/cases.html", page)


@require_safe
@signed_in
def case_page(request: HttpRequest, case_id: int) -> HttpResponse:
    """All that whoever judges needs."""
    return show_case(request, case_id)


@require_POST
@signed_in
def measure(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a measure."""
    viewer, now = owner_of(request), clock.now()
    case = queries.case(viewer, case_id, now=now)
    form = MeasureForm(request.POST, kinds=case.kinds, rules=queries.rules())
    if form.is_valid():
        said = form.cleaned_data
        with refused_at(form):
            actions.take_measure(
                owner_id_of(request),
                case_id=case_id,
                kind=said["kind"],
                reasons=Reasons(said["facts"], said["rule"], said["law"]),
                days=said["days"] or 0,
                label=said["label"],
                is_for_safety=said["is_for_safety"],
                now=now,
            )
            messages.success(request, _("It is noted. Whoever it is about is told, with your reasons."))
            return see_other(f"/moderation/cases/{case_id}")
    return show_case(request, case_id, {"measure": form}, status=400)


@require_POST
@signed_in
def dismiss(request: HttpRequest, case_id: int) -> HttpResponse:
    """Close a case without a measure."""
    form = DismissForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            actions.dismiss_case(
                owner_id_of(request), case_id=case_id, answer=form.cleaned_data["answer"], now=clock.now()
            )
            messages.success(request, _("The case is closed. Whoever reported it reads your answer."))
            return see_other("/moderation/cases")
    return show_case(request, case_id, {"dismiss": form}, status=400)


@require_POST
@signed_in
def lift(request: HttpRequest, case_id: int, measure_id: int) -> HttpResponse:
    """End a measure before its time."""
    actions.lift_measure(owner_id_of(request), measure_id=measure_id, now=clock.now())
    messages.success(request, _("The measure is over. What it took is given back."))
    return see_other(f"/moderation/cases/{case_id}")


@require_POST
@signed_in
def review(request: HttpRequest, case_id: int, appeal_id: int) -> HttpResponse:
    """Answer a first appeal."""
    form = ReviewForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with refused_at(form):
            actions.review(
                owner_id_of(request),
                appeal_id=appeal_id,
                upholds=said["outcome"] == "upheld",
                reasons=said["reasons"],
                now=clock.now(),
            )
            messages.success(request, _("The appeal is answered. Whoever appealed is told."))
            return see_other(f"/moderation/cases/{case_id}")
    return show_case(request, case_id, {"review": form}, status=400)


@require_safe
@signed_in
def law_desk(request: HttpRequest) -> HttpResponse:
    """What is reported as against the law."""
    return _law(request)


@require_safe
@signed_in
def law_reporters(request: HttpRequest) -> HttpResponse:
    """Who reported, for a reason. They may have no account here, so nobody can be told."""
    queries.law_reports(owner_of(request), now=clock.now())
    return ask_why(request, Matter.LAW, back="/moderation/law") or see_other("/moderation/law")


@require_POST
@signed_in
def answer_law(request: HttpRequest, report_id: int) -> HttpResponse:
    """Block it at once, or leave it with a reason."""
    form = LawAnswerForm(request.POST, prefix=str(report_id))
    if form.is_valid():
        by, said, now = owner_id_of(request), form.cleaned_data, clock.now()
        with refused_at(form):
            if request.POST.get("do") == "block":
                made = actions.block_unlawful(by, report_id=report_id, law=said["law"], now=now)
                messages.success(request, _("Done. It is a case now, which others review on appeal."))
                return see_other(f"/moderation/cases/{made}")
            actions.dismiss_unlawful(by, report_id=report_id, answer=said["answer"], now=now)
            messages.success(request, _("It stays. Whoever left an address reads why."))
            return see_other("/moderation/law")
    return _law(request, {report_id: form}, status=400)


def _law(
    request: HttpRequest, forms: dict[int, LawAnswerForm] | None = None, *, status: int = 200
) -> HttpResponse:
    found = queries.law_reports(owner_of(request), now=clock.now())
    sent = forms or {}
    page = {
        "duties": queries.open_duties(owner_of(request), now=clock.now()),
        "shows_who": is_looking(owner_of(request), Matter.LAW, "", now=clock.now()),
        "waiting": [
            (each, sent.get(each.id) or LawAnswerForm(prefix=str(each.id)))
            for each in found
            if each.answered_at is None
        ],
        "answered": [each for each in found if each.answered_at is not None],
    }
    return render(request, "moderation/law.html", page, status=status)


def show_case(
    request: HttpRequest, case_id: int, forms: _Forms | None = None, *, status: int = 200
) -> HttpResponse:
    """Also with a form that needs another look."""
    case = queries.case(owner_of(request), case_id, now=clock.now())
    if case.kind is Kind.MESSAGE:
        about = [] if case.person is None else [case.person.id]
        asked = ask_why(request, Matter.MESSAGE, key=f"case:{case_id}", about=about)
        if asked is not None:
            return asked
    sent = forms or {}
    page = {
        "case": case,
        "measure_form": sent.get("measure") or MeasureForm(kinds=case.kinds, rules=queries.rules()),
        "dismiss_form": sent.get("dismiss") or DismissForm(),
        "review_form": sent.get("review") or ReviewForm(),
        "duties": queries.duties_of_case(owner_of(request), case_id, now=clock.now()),
        "duty_form": sent.get("duty") or DutyForm(),
        "danger_form": sent.get("danger") or DangerForm(),
        "tells_of_danger": queries.tells_of_danger(),
        "aside_form": AsideForm(),
    }
    return render(request, "moderation/case.html", page, status=status)
