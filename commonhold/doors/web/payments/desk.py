"""The treasurer's desk: statements are brought, looked at and booked, and what waits is assigned."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions import assigning, statements
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.payments.forms import ColumnsForm, ElsewhereForm, StatementForm
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people import queries as people

#: For so long a statement, and what waits of it, is part of the day's work; who opens it later says why.
_AT_WORK = timedelta(days=1)
_UNASSIGNED = "unassigned"  # under which a look at it is found again
_STATEMENTS, _WAITING = "/money/desk/statements", "/money/desk/unassigned"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def statements_page(request: HttpRequest) -> HttpResponse:
    """All statements; a new one is brought here."""
    viewer, now = owner_of(request), clock.now()
    form = StatementForm(request.POST or None, request.FILES or None)
    found = payments.statements(viewer, now=now)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = statements.receive_file(
                owner_id_of(request), name=file.name or "", content=file.read(), now=now
            )
            at = f"files/{made.file_id}" if made.statement_id is None else str(made.statement_id)
            return see_other(f"{_STATEMENTS}/{at}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "statements": found, "open": payments.open_at_desk(viewer, now=now)}
    return render(request, "payments/statements.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def columns_page(request: HttpRequest, file_id: int) -> HttpResponse:
    """Which column of a table says what; asked once for each bank."""
    now = clock.now()
    file = payments.file(owner_of(request), file_id, now=now)
    if request.POST.get("do") == "put-away":
        statements.put_away(owner_id_of(request), file_id=file_id, now=now)
        return see_other(_STATEMENTS)
    form = ColumnsForm(request.POST or None, file=file)
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            by, layout = owner_id_of(request), form.layout()
            made = statements.read_table(by, file_id=file_id, layout=layout, now=now)
            return see_other(f"{_STATEMENTS}/{made}")
    page = {"form": form, "file": file}
    return render(request, "payments/columns.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def statement_page(request: HttpRequest, statement_id: int) -> HttpResponse:
    """One statement: before it is booked, what would be; afterwards, what was, and later for a reason."""
    now = clock.now()
    found = payments.statement(owner_of(request), statement_id, now=now)
    booked_at = found.line.booked_at
    if booked_at is not None and now - booked_at > _AT_WORK:
        asked = ask_why(request, Matter.STATEMENT, key=statement_id, about=found.people_ids)
        if asked is not None:
            return asked
    return render(request, "payments/statement.html", {"statement": found})


@require_POST
@signed_in
def answer_statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Book it, or put it away."""
    by, now = owner_id_of(request), clock.now()
    if request.POST.get("do") == "put-away":
        statements.put_away(by, statement_id=statement_id, now=now)
        messages.success(request, _("The statement is put away. Nothing was booked."))
        return see_other(_STATEMENTS)
    also = [each for each in map(whole, request.POST.getlist("also")) if each is not None]
    count = statements.book_statement(by, statement_id=statement_id, also=also, now=now)
    words = ngettext("{n} movement is in the books.", "{n} movements are in the books.", count)
    messages.success(request, words.format(n=count))
    return see_other(f"{_STATEMENTS}/{statement_id}")


@require_safe
@signed_in
def unassigned_page(request: HttpRequest) -> HttpResponse:
    """What waits to be assigned, with what it may be."""
    return _waiting(request)


@require_POST
@signed_in
def assign(request: HttpRequest, line_id: int) -> HttpResponse:
    """Say what a movement was for, as the button says."""
    try:
        _assign(request, line_id)
    except NotFound:
        raise
    except Refusal as refusal:
        return _waiting(request, refused=str(refusal))
    messages.success(request, _("It is assigned."))
    return see_other(_WAITING)


def _assign(request: HttpRequest, line_id: int) -> None:
    by, now, said = owner_id_of(request), clock.now(), request.POST
    what = said.get("do", "")
    if what == "expected":
        parts = [each for each in map(whole, said.getlist("line")) if each is not None] or [line_id]
        expected_id = whole(said.get("expected")) or 0
        assigning.assign_to_expected(by, line_ids=parts, expected_id=expected_id, now=now)
    elif what == "dues":
        person_id = whole(said.get("person")) or _called(request, said.get("member", ""))
        assigning.assign_to_dues(by, line_id=line_id, person_id=person_id, now=now)
    elif what == "entry":
        assigning.assign_to_entry(by, line_id=line_id, entry_id=whole(said.get("entry")) or 0, now=now)
    elif what == "run":
        assigning.assign_to_run(by, line_id=line_id, run_id=whole(said.get("run")) or 0, now=now)
    elif what == "send-back":
        assigning.send_back(by, line_id=line_id, now=now)
    else:
        assigning.assign_as(by, line_id=line_id, kind=what, now=now)


def _called(request: HttpRequest, handle: str) -> int:
    return people.by_handle(owner_of(request), handle.strip()).id


def _waiting(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    lines = payments.unassigned(viewer, now=now)
    old = [each for each in lines if each.booked_at is not None and now - each.booked_at > _AT_WORK]
    if old:
        about = sorted({person_id for each in old for person_id in each.people_ids})
        asked = ask_why(request, Matter.STATEMENT, key=_UNASSIGNED, about=about, back=_WAITING)
        if asked is not None:
            if refused:
                asked.status_code = 400  # as whatever was sent and not done
            return asked
    runs = [each for each in payments.payout_runs(viewer, now=now) if each.state in {"filed", "sent"}]
    page = {
        "lines": lines,
        "form": ElsewhereForm(expected=payments.expected(viewer, now=now), auto_id=False),
        "runs": runs,
        "refused": refused,
    }
    return render(request, "payments/unassigned.html", page, status=400 if refused else 200)
