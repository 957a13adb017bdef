"""What every page of a group shows above its own part: who it is, its tabs, how the reader stands to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonhold.doors.web.viewer import viewer_of
from commonhold.social.groups import queries
from commonhold.social.groups.queries import GroupView


def group_of(request: HttpRequest, handle: str) -> GroupView:
    """Raises NoSuchGroup."""
    return queries.group(viewer_of(request), handle)


def address(group: GroupView, tab: str = "") -> str:
    return f"/g/{group.line.handle}/{tab}".rstrip("/")


def render_in_group(
    request: HttpRequest, template: str, group: GroupView, *, tab: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """A page of a group. `tab` is the last part of its address."""
    names = {"": _("About"), "posts": _("Posts"), "events": _("Events"), "members": _("Members")}
    tabs = [
        {"label": name, "url": address(group, each), "current": each == tab} for each, name in names.items()
    ]
    page = {"group": group, "line": group.line, "tabs": tabs, **more}
    return render(request, template, page, status=status)
