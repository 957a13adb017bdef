"""Payout runs: who would be paid, who approved it, the file for the bank, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions import runs
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def runs_page(request: HttpRequest) -> HttpResponse:
    """All runs; for treasurers, the next one too."""
    viewer, now, refused = owner_of(request), clock.now(), ""
    if request.method == "POST":
        try:
            return see_other(f"/money/desk/runs/{runs.make_run(owner_id_of(request), now=now)}")
        except Refusal as refusal:
            refused = str(refusal)
    roles = {each.role for each in mandates.held_by(viewer.person_id or 0, at=now)}
    page = {
        "runs": payments.payout_runs(viewer, now=now),
        "next": payments.next_run(viewer, now=now) if Role.TREASURER in roles else None,
        "refused": refused,
    }
    return render(request, "payments/runs.html", page, status=400 if refused else 200)


@require_safe
@signed_in
def run_page(request: HttpRequest, run_id: int) -> HttpResponse:
    return _show(request, run_id)


@require_POST
@signed_in
def answer_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Approve it, have its file made, say that it was sent or paid, or call it off."""
    said: dict[str, tuple[Callable[..., object], str]] = {
        "approve": (runs.approve_run, _("You answer for it too.")),
        "file": (runs.file_run, _("The file is ready.")),
        "sent": (runs.mark_sent, _("It is at the bank. Its statements will confirm each payment.")),
        "paid": (runs.confirm_run, _("All of it is in the books.")),
        "call-off": (runs.call_off_run, _("The run is called off. Everything is owed as before.")),
    }
    act, words = said.get(request.POST.get("do", ""), said["approve"])
    try:
        act(owner_id_of(request), run_id=run_id, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, run_id, refused=str(refusal))
    messages.success(request, words)
    return see_other(f"/money/desk/runs/{run_id}")


@require_POST
@signed_in
def answer_transfer(request: HttpRequest, run_id: int) -> HttpResponse:
    """Of one payment: it was paid, the bank refused it, or it came back."""
    acts: dict[str, Callable[..., None]] = {
        "paid": runs.confirm_transfer,
        "drop": runs.drop_transfer,
        "returned": runs.record_return,
    }
    act = acts.get(request.POST.get("do", ""), runs.confirm_transfer)
    act(owner_id_of(request), transfer_id=whole(request.POST.get("transfer")) or 0, now=clock.now())
    return see_other(f"/money/desk/runs/{run_id}")


@require_safe
@signed_in
def run_file(request: HttpRequest, run_id: int) -> HttpResponse:
    """The file for the bank; with `?as=table` as CSV."""
    as_table = request.GET.get("as") == "table"
    run = payments.payout_run(owner_of(request), run_id, now=clock.now())
    file = payments.run_file(owner_of(request), run_id, as_table=as_table, now=clock.now())
    about = [each.person.id for each in run.transfers if each.person is not None]
    asked = ask_why(request, Matter.BANK, key=run_id, about=about, back=f"/money/desk/runs/{run_id}")
    if asked is not None:
        return asked
    return private_file(file.content, kind=file.type, name=file.name)


@require_safe
@signed_in
def returned_page(request: HttpRequest) -> HttpResponse:
    """Payments that came back."""
    return render(
        request, "payments/returned.html", {"returned": payments.returned(owner_of(request), now=clock.now())}
    )


def _show(request: HttpRequest, run_id: int, *, refused: str = "") -> HttpResponse:
    run = payments.payout_run(owner_of(request), run_id, now=clock.now())
    page = {"run": run, "refused": refused}
    return render(request, "payments/run.html", page, status=400 if refused else 200)
