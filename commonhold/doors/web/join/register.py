"""The statutory register of members, for those who must keep and check it."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import register as statutory
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_of, signed_in
from commonhold.ground.clock import queries as clock

_PAGE = 100


@require_safe
@signed_in
def register_page(request: HttpRequest) -> HttpResponse:
    """Everybody who is or was a member, by number."""
    after = whole(request.GET.get("after")) or 0
    lines = statutory.register(owner_of(request), after=after, limit=_PAGE, now=clock.now())
    asked = ask_why(request, Matter.REGISTER)
    if asked is not None:
        return asked
    page = {"lines": lines, "next": lines[-1].number if len(lines) == _PAGE else None}
    return render(request, "join/register.html", page)


@require_safe
@signed_in
def register_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV (RFC 4180), in UTF-8; dates are ISO 8601 in the co-op's time zone."""
    lines = statutory.register(owner_of(request), now=clock.now())
    asked = ask_why(request, Matter.REGISTER, back="/members/register")
    if asked is not None:
        return asked
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["number", "name", "joined", "left", "class"])
    for each in lines:
        left = "" if each.left is None else each.left.isoformat()
        writer.writerow([each.number, safe(each.name), each.joined.isoformat(), left, safe(each.class_name)])
    return private_file(text.getvalue().encode(), kind="text/csv; charset=utf-8", name="members.csv")


def safe(cell: str) -> str:
    """A name that begins like a formula stays a name in spreadsheets."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
