"""One's own page as others get it."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.rights.queries import Eyes, seen_as
from commonhold.doors.calls.outside import actor_document
from commonhold.doors.web.posts.cards import cards
from commonhold.doors.web.viewer import person_id_of, signed_in, viewer_of
from commonhold.ground.clock import queries as clock

_SERVER = "server"


@require_safe
@signed_in
def page(request: HttpRequest, eyes: str) -> HttpResponse:
    """`eyes` is a stranger's, a member's or a follower's, or another server's."""
    if eyes == _SERVER:
        return _as_server(request)
    if eyes not in set(Eyes):
        raise Http404
    seen = seen_as(viewer_of(request), Eyes(eyes), now=clock.now())
    shown = {
        "eyes": tabs(eyes),
        "as": eyes,
        "seen": seen,
        "profile": seen.profile,
        "pictures": seen.pictures,
        "posts": cards(seen.posts),
    }
    return render(request, "rights/seen_as.html", shown)


def tabs(current: str = "") -> list[dict[str, object]]:
    named = {
        "stranger": _("A stranger"),
        "member": _("A member"),
        "follower": _("A follower"),
        _SERVER: _("Another server"),
    }
    return [
        {"label": word, "url": f"/me/privacy/as/{each}", "current": each == current}
        for each, word in named.items()
    ]


def _as_server(request: HttpRequest) -> HttpResponse:
    document = actor_document(person_id_of(request), now=clock.now())
    if document is None:
        raise Http404
    shown = {
        "eyes": tabs(_SERVER),
        "as": _SERVER,
        "said": _in_words(document),
        "raw": json.dumps(document, indent=2, ensure_ascii=False),
    }
    return render(request, "rights/seen_by_server.html", shown)


def _in_words(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The document line by line, as far as it says something about her."""
    no, yes = _("no"), _("yes")
    lines = [
        (_("Name"), str(document["name"])),
        (_("@name"), str(document["preferredUsername"])),
        (_("What you say about yourself"), str(document["summary"])),
        *((str(each["name"]), str(each["value"])) for each in document["attachment"]),
        (_("Picture"), str(document.get("icon", {}).get("url", ""))),
        (_("Wide picture"), str(document.get("image", {}).get("url", ""))),
        (_("Here since"), str(document["published"])[:10]),
        (_("People ask before they follow"), yes if document["manuallyApprovesFollowers"] else no),
        (_("May be suggested"), yes if document["discoverable"] else no),
        (_("Posts may be found by their words"), yes if document["indexable"] else no),
        (_("Your other addresses"), ", ".join(document["alsoKnownAs"])),
    ]
    return [(label, value or _("nothing")) for label, value in lines]
