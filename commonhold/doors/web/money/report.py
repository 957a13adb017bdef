"""A closed year's report, as a page, as paper, and as the files whose hashes stand on the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.accounting import queries as accounting
from commonhold.civic.accounting.actions.auditing import LONGEST_NOTE, write_note
from commonhold.civic.accounting.queries.reports import Uses
from commonhold.civic.accounting.refusals import NoSuchReport
from commonhold.civic.accounting.statement import Row
from commonhold.civic.members import queries as members
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.refused import RefusedForm
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal

STEPS = {
    "losses": gettext_lazy("Losses of earlier years"),
    "reserve": gettext_lazy("To the reserve"),
    "interest": gettext_lazy("Interest on shares"),
    "patronage": gettext_lazy("Patronage dividend"),
    "creators": gettext_lazy("Creators’ share"),
}


class NoteForm(RefusedForm):
    """What an auditor found."""

    text = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "law"}),
    )


@require_safe
def report_page(request: HttpRequest, year: int) -> HttpResponse:
    return _page(request, year, NoteForm())


@require_POST
@signed_in
def note(request: HttpRequest, year: int) -> HttpResponse:
    """An auditor's word on the year."""
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            write_note(owner_id_of(request), year=year, text=form.cleaned_data["text"], now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your note stands beside the report."))
            return see_other(f"/money/report/{year}")
    return _page(request, year, form)


@require_safe
def report_paper(request: HttpRequest, year: int) -> HttpResponse:
    """The report as PDF."""
    # The library that writes PDF takes longer to load than the report to write, and few ask for one.
    from commonhold.doors.web.money.paper import written  # noqa: PLC0415 - see above

    found = accounting.report(owner_of(request), year, now=clock.now())
    home = request.build_absolute_uri(f"/money/report/{year}")
    answer = HttpResponse(written(found, of=_name(), home=home), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="report-{year}.pdf"'
    return answer


@require_safe
def report_file(request: HttpRequest, year: int | str, file: str) -> HttpResponse:
    """The year's figures, what became of its surplus, or the auditors' bundle, as canonical JSON."""
    viewer, now, year = owner_of(request), clock.now(), int(year)
    if file == "bundle":
        body = accounting.bundle(viewer, year, now=now)
    else:
        found = accounting.report(viewer, year, now=now)
        if file == "appropriation" and found.uses is None:
            raise NoSuchReport
        body = found.uses.file if file == "appropriation" and found.uses is not None else found.statement
    return HttpResponse(body, content_type="application/json")


def _page(request: HttpRequest, year: int, form: NoteForm) -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    found = accounting.report(viewer, year, now=now)
    sheet = found.figures.sheet
    is_member = viewer.person_id is not None and members.member_of(viewer.person_id) is not None
    page: dict[str, Any] = {
        "report": found,
        "figures": found.figures,
        "income": parts(sheet.income, sheet.currency),
        "costs": parts(sheet.costs, sheet.currency),
        "steps": steps(found.uses),
        "mine": [each for each in accounting.my_parts(viewer) if each.year == year],
        "decided": _decided(found.uses),
        "propose": _propose(year) if is_member and found.uses is None else "",
        "note": form if found.may_note else None,
    }
    return render(request, "money/report.html", page, status=400 if form.errors else 200)


def parts(rows: Sequence[Row], currency: str) -> list[Part]:
    """Bars for accounts that gained something."""
    return [
        Part(each.name, each.amount, amount_in_words(each.amount, currency))
        for each in rows
        if each.amount > 0
    ]


def steps(uses: Uses | None) -> list[tuple[str, int, int]]:
    """Each step in words, with what it took and what it left."""
    return [] if uses is None else [(str(STEPS[each.step]), each.took, each.left) for each in uses.steps]


def _decided(uses: Uses | None) -> str:
    """The page of the vote; the record, where something else decided."""
    what, _colon, which = ("", "", "") if uses is None else uses.reference.partition(":")
    return f"/decide/{which}" if what == "proposal" else "/record"


def _propose(year: int) -> str:
    return to_propose("treasury.appropriate-surplus.v1", year=str(year))


def _name() -> str:
    return charter.current().read(CoopCharter).name
