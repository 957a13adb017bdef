from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.moderation import actions, copies, queries
from commonhold.civic.rights.queries import looking_at
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.moderation.forms import AnswerForm, AskAgainForm, ReportForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_id_of, owner_of, person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import Viewer

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
    server = "" if subject.person is None else subject.person.handle.partition("@")[2]
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        rules=queries.rules(),
        has_person=subject.person is not None,
        server=server,
    )
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            actions.report(person_id_of(request), about=about, now=now, **form.said())
            messages.success(request, _("Your report is sent. You read here what becomes of it."))
            return see_other("/reports")
    page = {"form": form, "subject": subject, "about": about, "server": server}
    return render(request, "moderation/report.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def own_reports(request: HttpRequest) -> HttpResponse:
    """What the reader reported, and where each stands."""
    return _own(request)


@require_POST
@signed_in
def ask_again(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask somebody else to look at what was dismissed."""
    form = AskAgainForm(request.POST, prefix=str(report_id))
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.ask_again(person_id_of(request), report_id=report_id, words=words, now=clock.now())
            messages.success(request, _("Somebody else looks at it now. You read here what they say."))
            return see_other(f"/reports#report-{report_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.add_error(refusal.field, str(refusal))
    return _own(request, {report_id: form}, before=report_id + 1, status=400)


def _own(
    request: HttpRequest,
    forms: dict[int, AskAgainForm] | None = None,
    *,
    before: int | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer, sent = viewer_of(request), forms or {}
    before = whole(request.GET.get("before")) if before is None else before
    reports = queries.reports_of(viewer, now=clock.now(), before=before, limit=_SHOWN)
    page = {
        "reports": [(each, sent.get(each.id) or AskAgainForm(prefix=str(each.id))) for each in reports],
        "older": reports[-1].id if len(reports) == _SHOWN else None,
        "may_answer": queries.may_answer(owner_of(request)),
    }
    return render(request, "moderation/own_reports.html", page, status=status)


@require_safe
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, for whoever holds a mandate."""
    return _queue(request)


@require_safe
@signed_in
def read(request: HttpRequest, report_id: int) -> HttpResponse:
    """What a report about a direct message keeps of it, for a reason."""
    about = queries.reported(owner_of(request), report_id)
    people_ids = [] if about.person is None else [about.person.id]
    back = _QUEUE if about.answered_at else f"{_QUEUE}?after={report_id - 1}"
    return ask_why(request, Matter.MESSAGE, key=report_id, about=people_ids, back=back) or see_other(back)


@require_POST
@signed_in
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Make a case of a report, or dismiss it."""
    form = AnswerForm(request.POST, prefix=str(report_id))
    if form.is_valid():
        by, words, now = owner_id_of(request), form.cleaned_data["answer"], clock.now()
        try:
            if request.POST.get("do") == "keep":
                made = actions.open_case(by, report_id=report_id, answer=words, now=now)
                messages.success(request, _("It is a case now. Whoever sent it reads your answer."))
                return see_other(f"/moderation/cases/{made}")
            actions.answer_report(by, report_id=report_id, is_kept=False, answer=words, now=now)
            messages.success(request, _("It is dismissed.") + " " + _("Whoever sent it reads your answer."))
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
        "opened": _opened(viewer),
        "later": later,
        "answered": answered,
        "older": older,
    }
    return render(request, "moderation/queue.html", page, status=status)


def _opened(viewer: Viewer) -> set[int]:
    """Reports of direct messages that the viewer said why she reads."""
    keys = looking_at(viewer, Matter.MESSAGE, now=clock.now())
    return {int(each) for each in keys if each.isdecimal()}
