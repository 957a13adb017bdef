from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.moderation import actions, copies, queries
from commonhold.doors.web.moderation.forms import AnswerForm, ReportForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal

_QUEUE = "/moderation/reports"
_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report_page(request: HttpRequest) -> HttpResponse:
    """Report what `about` names; the page says who reads it and what happens next."""
    viewer, now = viewer_of(request), clock.now()
    about = (request.POST if request.method == "POST" else request.GET).get("about", "")
    subject = copies.subject(viewer, about, now=now)
    if subject.person is not None and subject.person.id == viewer.person_id:
        return render(request, "moderation/own.html", {"subject": subject})
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        rules=queries.rules(),
        has_person=subject.person is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(person_id_of(request), about=about, now=now, **form.said())
            messages.success(request, _("Your report is sent. You read here what becomes of it."))
            return see_other("/reports")
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "subject": subject, "about": about}
    return render(request, "moderation/report.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def own_reports(request: HttpRequest) -> HttpResponse:
    """What the reader reported, and where each stands."""
    viewer = viewer_of(request)
    reports = queries.reports_of(viewer, before=whole(request.GET.get("before")), limit=_SHOWN)
    page = {
        "reports": reports,
        "older": reports[-1].id if len(reports) == _SHOWN else None,
        "may_answer": queries.may_answer(owner_of(request)),
    }
    return render(request, "moderation/own_reports.html", page)


@require_safe
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, for whoever holds a mandate."""
    return _queue(request)


@require_POST
@signed_in
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Keep a report for a case, or dismiss it."""
    form = AnswerForm(request.POST, prefix=str(report_id))
    if form.is_valid():
        is_kept = request.POST.get("do") == "keep"
        try:
            actions.answer_report(
                owner_id_of(request),
                report_id=report_id,
                is_kept=is_kept,
                answer=form.cleaned_data["answer"],
                now=clock.now(),
            )
            said = _("It is kept for a case.") if is_kept else _("It is dismissed.")
            messages.success(request, said + " " + _("Whoever sent it reads your answer."))
            return see_other(_QUEUE)
        except NotFound:
            raise
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.add_error(refusal.field, str(refusal))
    return _queue(request, {report_id: form}, after=report_id - 1, status=400)


def _queue(
    request: HttpRequest,
    forms: dict[int, AnswerForm] | None = None,
    *,
    after: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The reports after one that is named: an answer that needs another look stands on top of them."""
    viewer, sent = owner_of(request), forms or {}
    after = whole(request.GET.get("after")) if after is None else after
    waiting, later = queries.waiting(viewer, after=after)
    answered, older = queries.answered(viewer, before=whole(request.GET.get("before")))
    page = {
        "waiting": [(each, sent.get(each.id) or AnswerForm(prefix=str(each.id))) for each in waiting],
        "is_first": after is None,
        "later": later,
        "answered": answered,
        "older": older,
    }
    return render(request, "moderation/queue.html", page, status=status)
