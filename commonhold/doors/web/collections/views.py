from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.collections.forms import CollectionForm, PersonForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.collections import actions, queries
from commonhold.social.people import queries as people

PAGE = 20
_ANSWERS: dict[str, Callable[..., None]] = {
    "accept": actions.accept_inclusion,
    "decline": actions.decline_inclusion,
    "withdraw": actions.withdraw_inclusion,
}


@require_safe
def collections_page(request: HttpRequest) -> HttpResponse:
    """What others collected, what asks for one's own word, and one's own collections."""
    viewer = viewer_of(request)
    cut = whole(request.GET.get("before"))
    found = queries.collections(viewer, before=cut, limit=PAGE)
    page = {
        "collections": found,
        "older": found[-1].id if len(found) == PAGE else None,
        "asking": queries.asking(viewer),
        "mine": queries.made_by(viewer, viewer.person_id) if viewer.person_id else [],
    }
    return render(request, "collections/collections.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Make a collection."""
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_collection(person_id_of(request), now=clock.now(), **form.cleaned_data)
            return see_other(f"/collections/{made}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "collections/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def collection_page(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Who is in a collection; its curator also keeps it here."""
    return _page(request, collection_id)


@require_POST
@signed_in
def change(request: HttpRequest, collection_id: int) -> HttpResponse:
    form = CollectionForm(request.POST)
    if form.is_valid():
        try:
            actions.change_collection(
                person_id_of(request), collection_id=collection_id, now=clock.now(), **form.cleaned_data
            )
            return see_other(f"/collections/{collection_id}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, collection_id, form=form)


@require_POST
@signed_in
def ask(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Ask somebody, by her handle, whether she may be shown."""
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            person = people.by_handle(viewer_of(request), form.cleaned_data["handle"])
            actions.ask_to_include(
                person_id_of(request), collection_id=collection_id, person_id=person.id, now=clock.now()
            )
            return see_other(f"/collections/{collection_id}")
        except Refusal as refusal:
            form.add_error("handle", str(refusal))
    return _page(request, collection_id, person_form=form)


@require_POST
@signed_in
def take_out(request: HttpRequest, collection_id: int) -> HttpResponse:
    person_id = request.POST.get("person_id", "")
    actions.take_out(
        person_id_of(request),
        collection_id=collection_id,
        person_id=whole(person_id) or 0,
        now=clock.now(),
    )
    return see_other(f"/collections/{collection_id}")


@require_POST
@signed_in
def delete(request: HttpRequest, collection_id: int) -> HttpResponse:
    actions.delete_collection(person_id_of(request), collection_id=collection_id, now=clock.now())
    return see_other("/collections")


@require_POST
@signed_in
def answer(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Say yes, no, or no longer to being shown."""
    act = _ANSWERS.get(request.POST.get("answer", ""), actions.decline_inclusion)
    act(person_id_of(request), collection_id=collection_id, now=clock.now())
    return see_other(f"/collections/{collection_id}")


@require_POST
@signed_in
def follow_all(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Follow everybody in it, and say how many that were."""
    count = actions.follow_all(person_id_of(request), collection_id=collection_id, now=clock.now())
    words = ngettext("You follow {n} more person now.", "You follow {n} more people now.", count)
    messages.success(request, words.format(n=count) if count else _("You follow everybody here already."))
    after = request.POST.get("next", "")
    return see_other("/welcome/people" if after == "welcome" else f"/collections/{collection_id}")


def _page(request: HttpRequest, collection_id: int, **forms: Any) -> HttpResponse:
    found = queries.collection(viewer_of(request), collection_id)
    page = {
        "collection": found,
        "person_form": PersonForm(),
        "form": CollectionForm(initial={"title": found.title, "summary": found.summary}),
        "link": request.build_absolute_uri(f"/collections/{found.id}"),
        **forms,
    }
    status = 400 if any(each.errors for each in forms.values()) else 200
    return render(request, "collections/collection.html", page, status=status)
