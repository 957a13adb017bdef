from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.moving_in import actions, queries
from commonhold.civic.moving_in.balances import Opening
from commonhold.civic.moving_in.open_collective import Transactions
from commonhold.civic.moving_in.past import Decisions
from commonhold.civic.moving_in.queries import ImportView
from commonhold.civic.moving_in.registers import Register
from commonhold.civic.moving_in.share_lines import Shares
from commonhold.doors.web.moving_in.forms import FileForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal

_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def imports_page(request: HttpRequest) -> HttpResponse:
    """What was brought, and the form for another file."""
    viewer, now = owner_of(request), clock.now()
    kinds = queries.kinds_for(viewer, now=now)
    sent = request.POST if request.method == "POST" else None
    form = FileForm(sent, request.FILES if sent is not None else None, kinds=kinds)
    if sent is not None and form.is_valid():
        try:
            return see_other(f"/moving-in/{_bring(request, form.cleaned_data)}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"imports": queries.imports(viewer, now=now), "kinds": kinds, "form": form}
    return render(request, "moving_in/imports.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """What it would bring, or brought."""
    return _show(request, import_id)


@require_POST
@signed_in
def write(request: HttpRequest, import_id: int) -> HttpResponse:
    try:
        count = actions.write(owner_id_of(request), import_id=import_id, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, import_id, refused=str(refusal))
    messages.success(request, _("Brought in: {n}. It can be taken back here.").format(n=count))
    return see_other(f"/moving-in/{import_id}")


@require_POST
@signed_in
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    try:
        count = actions.undo(owner_id_of(request), import_id=import_id, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, import_id, refused=str(refusal))
    messages.success(request, _("Taken back: {n}.").format(n=count))
    return see_other(f"/moving-in/{import_id}")


@require_POST
@signed_in
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    actions.drop(owner_id_of(request), import_id=import_id, now=clock.now())
    messages.success(request, _("Put aside. Nothing of it was written."))
    return see_other("/moving-in")


@require_POST
@signed_in
def accounts(request: HttpRequest, import_id: int) -> HttpResponse:
    """To which of our accounts each kind of line goes."""
    prefix = "account-"
    chosen = {
        name.removeprefix(prefix): str(code) for name, code in request.POST.items() if name.startswith(prefix)
    }
    try:
        actions.map_accounts(owner_id_of(request), import_id=import_id, accounts=chosen, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, import_id, refused=str(refusal))
    messages.success(request, _("The accounts are chosen. Nothing is written yet."))
    return see_other(f"/moving-in/{import_id}")


def _bring(request: HttpRequest, said: dict[str, Any]) -> int:
    file = said["file"]
    return actions.bring(
        owner_id_of(request), kind=said["kind"], filename=file.name, data=file.read(), now=clock.now()
    )


def _show(request: HttpRequest, import_id: int, *, refused: str = "") -> HttpResponse:
    found = queries.one_import(owner_of(request), import_id, now=clock.now())
    page = {"it": found, "refused": refused, **_found(found)}
    return render(request, "moving_in/import.html", page, status=400 if refused else 200)


def _found(it: ImportView) -> dict[str, Any]:
    """What stands in the file, as its table shows it: the first lines of each kind."""
    found = it.found
    page: dict[str, Any] = {"problems": [] if found is None else found.problems[:_SHOWN]}
    if isinstance(found, Register):
        return {**page, "members": found.entries[:_SHOWN], "count": len(found.entries)}
    if isinstance(found, Shares):
        lines = sorted(found.shares.items())
        return {
            **page,
            "holdings": lines[:_SHOWN],
            "count": len(lines),
            "worth": found.cents,
            "coin": found.currency,
        }
    if isinstance(found, Decisions):
        return {
            **page,
            "decisions": found.decisions[:_SHOWN],
            "count": len(found.decisions),
            "known": found.known,
        }
    if isinstance(found, Opening):
        return {
            **page,
            "balances": found.balances[:_SHOWN],
            "count": len(found.balances),
            "totals": sorted(found.debits.items()),
        }
    if isinstance(found, Transactions):
        kinds = [
            (kind, currency, count, gross, it.accounts.get(kind, ""))
            for (kind, currency), (count, gross) in found.by_kind().items()
        ]
        return {
            **page,
            "by_kind": kinds,
            "net": sorted(found.net.items()),
            "count": len(found.lines),
            "known": found.known,
            "mapped": [(name, it.accounts[name]) for name in _kinds_of(found)],
        }
    return page


def _kinds_of(found: Transactions) -> list[str]:
    """Whose accounts are asked for: the money, fees in columns, and the kinds that are there."""
    return ["HELD", "FEE", *sorted({each.kind for each in found.lines})]
