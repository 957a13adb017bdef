from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.lists.forms import ListForm, PersonForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import shown
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.filters.matching import Place
from commonhold.social.lists import actions, queries
from commonhold.social.people import queries as people

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def lists_page(request: HttpRequest) -> HttpResponse:
    """One's lists, and a new one."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_list(person_id_of(request), now=clock.now(), **form.cleaned_data)
            return see_other(f"/lists/{made}/people")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {"lists": queries.lists_of(viewer_of(request)), "form": form}
    return render(request, "lists/lists.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def list_page(request: HttpRequest, list_id: int) -> HttpResponse:
    """What the people on a list wrote, newest first."""
    viewer = viewer_of(request)
    cut = whole(request.GET.get("before"))
    posts = feeds.list_feed(viewer, list_id, Span(limit=PAGE, before=cut))
    page = {
        "list": queries.line(viewer, list_id),
        "posts": shown(request, posts, Place.HOME),
        "older": posts[-1].id if len(posts) == PAGE else None,
    }
    return render(request, "lists/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people_page(request: HttpRequest, list_id: int) -> HttpResponse:
    """Who is on a list; a POST adds somebody by her handle."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = people.by_handle(viewer_of(request), form.cleaned_data["handle"])
            actions.put_on_list(person_id_of(request), list_id=list_id, person_id=person.id, now=clock.now())
            return see_other(f"/lists/{list_id}/people")
        except Refusal as refusal:
            form.add_error("handle", str(refusal))
    return _people(request, list_id, person_form=form)


@require_POST
@signed_in
def change(request: HttpRequest, list_id: int) -> HttpResponse:
    """Rename a list, or say where its people are read."""
    form = ListForm(request.POST)
    if form.is_valid():
        try:
            actions.change_list(person_id_of(request), list_id=list_id, now=clock.now(), **form.cleaned_data)
            return see_other(f"/lists/{list_id}/people")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _people(request, list_id, form=form)


@require_POST
@signed_in
def take_off(request: HttpRequest, list_id: int) -> HttpResponse:
    actions.take_off_list(
        person_id_of(request), list_id=list_id, person_id=_number(request, "person_id"), now=clock.now()
    )
    return see_other(f"/lists/{list_id}/people")


@require_POST
@signed_in
def delete(request: HttpRequest, list_id: int) -> HttpResponse:
    actions.delete_list(person_id_of(request), list_id=list_id, now=clock.now())
    return see_other("/lists")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_page(request: HttpRequest, handle: str) -> HttpResponse:
    """On which of one's lists somebody stands: a tick each."""
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    person = people.by_handle(viewer, handle)
    lists, on = queries.lists_of(viewer), queries.listing(viewer, person.id)
    if request.method == "POST":
        wanted = {each.id for each in lists if str(each.id) in request.POST.getlist("lists")}
        for list_id in wanted - on:
            actions.put_on_list(by, list_id=list_id, person_id=person.id, now=now)
        for list_id in on - wanted:
            actions.take_off_list(by, list_id=list_id, person_id=person.id, now=now)
        return see_other(f"/@{person.handle}")
    page = {"person": person, "lists": lists, "on": on, "is_followed": people.is_following(viewer, person.id)}
    return render(request, "lists/person.html", page)


def _people(request: HttpRequest, list_id: int, **forms: Any) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.line(viewer, list_id)
    listed, further = queries.people_on(viewer, list_id, after=whole(request.GET.get("after")))
    page = {
        "list": found,
        "people": listed,
        "further": further,
        "person_form": PersonForm(),
        "form": ListForm(initial={"title": found.title, "is_exclusive": found.is_exclusive}),
        **forms,
    }
    return render(
        request, "lists/people.html", page, status=400 if any(each.errors for each in forms.values()) else 200
    )


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return whole(text) or 0
