"""Finding friends again: names are looked up and told first, and followed when one says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.archives.words import taken_in_words
from commonhold.doors.web.viewer import person_id_of, signed_in, viewer_of
from commonhold.doors.web.welcome.forms import FriendsForm
from commonhold.doors.web.welcome.steps import done, page_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import company
from commonhold.social.archives.friends import Foresight, foresee, read_follows, read_names
from commonhold.social.archives.tables import LONGEST_TABLE, Table


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Look names up, and follow those who were found when `do` says so."""
    if request.method != "POST":
        return _page(request, FriendsForm())
    form = FriendsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        table = _read(form)
        if request.POST.get("do") == "follow":
            taken = company.bring_read(person_id_of(request), table=table, now=clock.now())
            messages.success(request, taken_in_words(taken))
            return done(request, "friends")
        return _page(request, form, table)
    except Refusal as refusal:
        form.add_error("table" if form.cleaned_data["table"] else "names", str(refusal))
        return _page(request, form)


def _read(form: FriendsForm) -> Table:
    file = form.cleaned_data["table"]
    if file:
        return read_follows(file.read(LONGEST_TABLE + 1), filename=file.name or "")
    return read_names(form.cleaned_data["names"], filename=_("What you wrote"))


def _page(request: HttpRequest, form: FriendsForm, table: Table | None = None) -> HttpResponse:
    seen: Foresight | None = None if table is None else foresee(viewer_of(request), table)
    names = "" if table is None else "\n".join(each.address for each in table.entries)
    page = page_of(request, "friends", form=form, seen=seen, names=names)
    return render(request, "welcome/friends.html", page, status=400 if form.errors else 200)
