"""Beginning a conversation: choosing people, then saying the first words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.doors.web.conversations.forms import MessageForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.conversations import actions, queries
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts import actions as posts

_FOUND = 12


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Choose people by searching, one after another; write to them all at once."""
    viewer, asked = viewer_of(request), request.POST or request.GET
    chosen = _chosen(viewer, asked.getlist("to"))
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and chosen:
        try:
            return see_other(_begin(person_id_of(request), chosen, form.cleaned_data["text"]))
        except Refusal as refusal:
            form.add_error("text", str(refusal))
    search = asked.get("search", "").strip()
    hidden = {viewer.person_id, *(each.id for each in chosen)}
    page = {
        "chosen": chosen,
        "search": search,
        "found": [each for each in _found(viewer, search) if each.id not in hidden][:_FOUND],
        "is_full": len(chosen) >= actions.MOST_PEOPLE - 1,
        "form": form,
    }
    return render(request, "conversations/new.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def to_person(request: HttpRequest, handle: str) -> HttpResponse:
    """The conversation with one person, or the page that begins it."""
    viewer = viewer_of(request)
    person = people.by_handle(viewer, handle)
    known = queries.with_people(viewer, [person.id])
    return see_other(f"/messages/new?to={person.handle}" if known is None else f"/messages/{known}")


def _begin(by: int, chosen: list[PersonLine], text: str) -> str:
    now = clock.now()
    channel = actions.between(by, people_ids=[each.id for each in chosen], now=now)
    made = posts.publish_post(by, text=text, channel=channel, audience="direct", now=now)
    return f"/messages/{channel}#post-{made}"


def _chosen(viewer: Viewer, handles: list[str]) -> list[PersonLine]:
    found = []
    for handle in dict.fromkeys(handles[: actions.MOST_PEOPLE]):
        try:
            found.append(people.by_handle(viewer, handle))
        except NoSuchPerson:  # she may have left while others were chosen
            continue
    return found


def _found(viewer: Viewer, search: str) -> list[PersonLine]:
    """Those whose name or handle has these words; before a search those whom one follows."""
    if search:
        return people.search(viewer, search)
    return people.following(viewer, viewer.person_id or 0, limit=_FOUND * 2)
