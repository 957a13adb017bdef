"""Beginning a conversation: choosing people, then saying the first words."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.doors.web.conversations.forms import Letter
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.conversations import actions, queries
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.people.refusals import NoSuchPerson

_FOUND = 12


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Choose people by searching, one after another, and write to them all at once.

    One form: `do` says whether to search, `add` and `take_out` whom, and what was typed stays throughout.
    """
    viewer, asked, now = viewer_of(request), request.POST or request.GET, clock.now()
    chosen = _chosen(viewer, asked)
    letter = Letter.empty()
    if request.method == "POST":
        letter = Letter.read(request, person_id_of(request), now=now)
        if asked.get("do") == "send":
            sent = _begin(person_id_of(request), chosen, letter, now)
            if sent is not None:
                return see_other(sent)
    search = "" if "add" in asked else asked.get("search", "").strip()
    hidden = {viewer.person_id, people.coop_account_id(), *(each.id for each in chosen)}
    page = {
        "chosen": chosen,
        "search": search,
        "found": [each for each in _found(viewer, search) if each.id not in hidden][:_FOUND],
        "is_full": len(chosen) >= actions.MOST_PEOPLE - 1,
        "form": letter.form,
        "media": letter.cards(request),
    }
    return render(request, "conversations/new.html", page, status=400 if letter.form.errors else 200)


@require_safe
@signed_in
def to_person(request: HttpRequest, handle: str) -> HttpResponse:
    """The conversation with one person, or the page that begins it."""
    viewer = viewer_of(request)
    person = people.by_handle(viewer, handle)
    known = queries.with_people(viewer, [person.id])
    return see_other(f"/messages/new?to={person.handle}" if known is None else f"/messages/{known}")


def _begin(by: int, chosen: list[PersonLine], letter: Letter, now: datetime) -> str | None:
    """Send it; where it stands now, or None when the form says what was refused."""
    if not chosen:
        letter.form.add_error("text", _("Choose whom you write to first. What you wrote is still here."))
        return None
    try:
        with_them = actions.between(by, people_ids=[each.id for each in chosen], now=now)
    except Refusal as refusal:
        letter.form.add_error("text", str(refusal))
        return None
    made = letter.send(by, channel=with_them, now=now)
    return None if made is None else f"/messages/{with_them}#post-{made}"


def _chosen(viewer: Viewer, asked: QueryDict) -> list[PersonLine]:
    found = []
    wanted = dict.fromkeys([*asked.getlist("to"), *asked.getlist("add")])
    wanted.pop(asked.get("take_out", ""), None)
    for handle in list(wanted)[: actions.MOST_PEOPLE]:
        try:
            found.append(people.by_handle(viewer, handle))
        except NoSuchPerson:  # she may have left while others were chosen
            continue
    return [each for each in found if each.id != viewer.person_id]


def _found(viewer: Viewer, search: str) -> list[PersonLine]:
    """Those whose name or handle has these words; before a search those whom one follows."""
    if search:
        return people.search(viewer, search)
    return people.following(viewer, viewer.person_id or 0, limit=_FOUND * 2)
