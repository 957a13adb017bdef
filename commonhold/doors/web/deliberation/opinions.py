"""Statements to answer one at a time, and the map of what people answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.deliberation.actions.statements import (
    answer_statement,
    make_statement,
    withdraw_statement,
)
from commonhold.civic.deliberation.queries import opinion_map as maps
from commonhold.civic.deliberation.queries import statements
from commonhold.civic.deliberation.queries.opinion_map import MapLine, MapView
from commonhold.doors.web.deliberation.forms import StatementForm
from commonhold.doors.web.deliberation.frame import frame_of
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.templatetags.pictures import percent
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from rulebook.opinions.opinion_map import Answers

_LETTERS = "ABCDE"


@dataclass(frozen=True)
class Bar:
    """What everybody, or one group, answered: widths for the picture, words for the table beside it."""

    label: str
    is_mine: bool
    agree: str
    passed: str
    passed_x: str
    disagree: str
    disagree_x: str
    agreed_words: str
    passed_words: str
    disagreed_words: str


@dataclass(frozen=True)
class Pictured:
    """A statement with its bars; without any where too few have answered."""

    text: str
    bars: Sequence[Bar]


@require_http_methods(["GET", "HEAD", "POST"])
def statements_page(request: HttpRequest, proposal_id: int) -> HttpResponseBase:
    """The next statement, one's own, and the map."""
    if request.method == "POST":
        return _state(request, proposal_id)
    return _show(request, proposal_id, StatementForm())


@require_POST
@signed_in
def answer(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Agree, disagree or pass; then the next one."""
    found = statements.statement(owner_of(request), statement_id)
    given = request.POST.get("answer", "")
    answer_statement(owner_id_of(request), statement_id=statement_id, answer=given, now=clock.now())
    place = "mine" if request.POST.get("again") else "next"
    return see_other(f"/decide/{found.proposal_id}/talk/statements#{place}")


@require_POST
@signed_in
def withdraw(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Take one's own statement back, with what was answered to it."""
    found = statements.statement(owner_of(request), statement_id)
    withdraw_statement(owner_id_of(request), statement_id=statement_id, now=clock.now())
    messages.success(request, _("Your statement is withdrawn."))
    return see_other(f"/decide/{found.proposal_id}/talk/statements")


@signed_in
def _state(request: HttpRequest, proposal_id: int) -> HttpResponse:
    form = StatementForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            text = form.cleaned_data["text"]
            make_statement(owner_id_of(request), proposal_id=proposal_id, text=text, now=clock.now())
            messages.success(request, _("Everybody can answer your statement now. You agree with it."))
            return see_other(f"/decide/{proposal_id}/talk/statements")
    return _show(request, proposal_id, form, status=400)


def _show(request: HttpRequest, proposal_id: int, form: StatementForm, *, status: int = 200) -> HttpResponse:
    viewer = owner_of(request)
    found = statements.statements(viewer, proposal_id)
    drawn = maps.opinion_map(viewer, proposal_id, now=clock.now())
    page: dict[str, Any] = {
        **frame_of(request, proposal_id, "statements"),
        "form": form,
        "all": found,
        "answered": [each for each in found if each.answer],
        "next": statements.next_statement(viewer, proposal_id),
        "map": drawn,
        "fewest": maps.FEWEST,
        "groups": [
            {"letter": _LETTERS[at], "size": size, "is_mine": at == drawn.mine}
            for at, size in enumerate(drawn.sizes)
        ],
        "uniting": [_pictured(each, drawn) for each in drawn.uniting],
        "dividing": [_pictured(each, drawn) for each in drawn.dividing],
        "everything": [_pictured(each, drawn) for each in drawn.statements],
    }
    return render(request, "deliberation/statements.html", page, status=status)


def _pictured(line: MapLine, drawn: MapView) -> Pictured:
    bars = [] if line.everybody is None else [_bar(_("Everybody"), line.everybody)]
    for at, each in enumerate(line.groups):
        label = _("Group {letter}").format(letter=_LETTERS[at])
        bars.append(_bar(label, each, is_mine=at == drawn.mine))
    return Pictured(line.text, bars)


def _bar(label: str, said: Answers, *, is_mine: bool = False) -> Bar:
    return Bar(
        label=label,
        is_mine=is_mine,
        agree=percent(said.agree, said.given),
        passed=percent(said.passed, said.given),
        passed_x=percent(said.agree, said.given),
        disagree=percent(said.disagree, said.given),
        disagree_x=percent(said.agree + said.passed, said.given),
        agreed_words=_rounded(said.agree, said.given),
        passed_words=_rounded(said.passed, said.given),
        disagreed_words=_rounded(said.disagree, said.given),
    )


def _rounded(part: int, whole: int) -> str:
    """ "67 %"."""
    return f"{(200 * part + whole) // (2 * whole) if whole else 0} %"
