"""The state of the commons: what ordered feeds did last week."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.social.feeds import commons, documents
from commonhold.social.feeds.commons import WeekView
from commonhold.social.people.queries import ANYONE


@dataclass(frozen=True)
class Line:
    """One number, week by week; "" where too few people stand behind it."""

    words: str
    more: str
    values: list[str]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """For everybody: it says nothing of anybody."""
    weeks, community = commons.weeks(limit=4), documents.community()
    shown = {
        "weeks": weeks,
        "lines": _lines(weeks),
        "first_places": commons.FIRST_PLACES,
        "community": community,
        "named": documents.title_of(ANYONE, community) if community else "",
    }
    return render(request, "feeds/commons.html", shown)


def _lines(weeks: list[WeekView]) -> list[Line]:
    return [
        Line(
            _("Feeds that an order puts together"),
            _("All others stand newest first."),
            [_count(each.readers) for each in weeks],
        ),
        Line(_("People whose posts stood there"), "", [_count(each.authors) for each in weeks]),
        Line(
            _("What the most seen tenth of them had"),
            _("10 % would be: all alike."),
            [_share(each.busiest_tenth) for each in weeks],
        ),
        Line(
            _("Posts that bridge"),
            _("Worthwhile to people who seldom agree."),
            [_share(each.bridging) for each in weeks],
        ),
        Line(_("By newcomers of the last thirty days"), "", [_share(each.newcomers) for each in weeks]),
        Line(
            _("By people whom the reader does not know"),
            _("Neither followed, nor by a group or tag of hers."),
            [_share(each.strangers) for each in weeks],
        ),
    ]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _share(thousandths: int | None) -> str:
    return "" if thousandths is None else _("{n} %").format(n=f"{thousandths / 10:g}")
