"""What makes a co-op installable: a manifest, a worker, and a page for when it is offline."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.doors.web.installable import shell
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation.queries import place

_PAPER = "#fbf9f5"
_LONGEST_SHORT_NAME = 14  # letters; beneath an icon there is no room for more


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The co-op as an app: its name, its icons, shortcuts, and what other apps share goes to the composer."""
    name = "Commonhold" if place() is None else charter.current().read(CoopCharter).name
    told = {
        "id": "/",
        "name": name,
        "short_name": name if len(name) <= _LONGEST_SHORT_NAME else name.split()[0],
        "description": _("A social network that its members own"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            _icon("app-192", "192x192", "any"),
            _icon("app-512", "512x512", "any"),
            _icon("app-maskable-512", "512x512", "maskable"),
        ],
        "shortcuts": [
            {"name": _("Write a post"), "url": "/compose"},
            {"name": _("Notifications"), "url": "/notifications"},
            {"name": _("Messages"), "url": "/messages"},
            {"name": _("Decide"), "url": "/decide"},
        ],
        "share_target": {
            "action": "/compose",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    answer = HttpResponse(json.dumps(told), content_type="application/manifest+json")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its bytes change with the files that it keeps, so browsers fetch them anew."""
    lines = [
        f"self.SHELL = {json.dumps({'version': shell.version(), 'files': shell.files()})};",
        *(
            f'importScripts("{static(f"commonhold/js/{name}.js")}");'
            for name in ("shell_worker", "push_worker")
        ),
    ]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows while there is no network. It says nothing about anybody."""
    return render(request, "installable/offline.html")


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    url = static(f"commonhold/icons/{name}.png")
    return {"src": url, "sizes": sizes, "type": "image/png", "purpose": purpose}
