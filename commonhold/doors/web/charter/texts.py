"""The charter's long texts, each on a page of its own, with what it said before."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.governance.law import law_of
from commonhold.doors.web.charter.clauses import proposal_of
from commonhold.doors.web.markdown import to_html
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.queries import Change
from commonhold.ground.charter.section import Unit
from commonhold.ground.charter.texts import TextsCharter
from commonhold.ground.refusal import NotFound

#: The names in addresses, and the charter's keys.
TEXTS = {
    each.key.removeprefix("texts."): each for each in TextsCharter.parameters() if each.unit is Unit.TEXT
}


@dataclass(frozen=True)
class ChangeOnPage:
    """A change of a text: when, by which vote, and its lines as (sign, line)."""

    at: datetime
    version: int
    vote: int | None
    lines: list[tuple[str, str]]


@require_safe
def text_page(request: HttpRequest, name: str) -> HttpResponse:
    """One text as it holds now, and its history."""
    parameter = TEXTS.get(name)
    if parameter is None:
        raise NotFound(_("The charter has no such text."))
    here = charter.current()
    clause = here.clauses.get(parameter.key)
    page = {
        "name": name,
        "title": parameter.words,
        "because": parameter.because,
        "text": to_html(str(here.value(parameter.key))),
        "since": clause.since if clause else None,
        "changes": _changes(charter.history_of(parameter.key)),
        "change_url": f"/decide/new?change={parameter.key}",
        "others": [(key, each.words) for key, each in TEXTS.items() if key != name],
        "law": law_of(here) if name == "bylaws" else None,
    }
    return render(request, "charter/text.html", page)


def _changes(history: list[Change]) -> list[ChangeOnPage]:
    """What each change put in and took out, newest first; the founding is the first text, not a change."""
    found = []
    for after, before in pairwise(history):
        lines = difflib.unified_diff(
            str(before.value).splitlines(), str(after.value).splitlines(), lineterm="", n=1
        )
        said = [(line[0], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")]
        found.append(ChangeOnPage(after.at, after.version, proposal_of(after.reference), said))
    return found
