"""What one wants to be told, how, and of whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.notifications.forms import DigestForm, StrangersForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import push, queries
from commonhold.social.notifications.actions import digests, wishes
from commonhold.social.notifications.kinds import Tab, Way
from commonhold.social.notifications.queries import KindChoice

_PAGE = "/settings/notifications"

_GROUPS: dict[Tab, str | Promise] = {
    Tab.MENTIONS: gettext_lazy("Talk with you"),
    Tab.APPRECIATION: gettext_lazy("Thanks and favourites"),
    Tab.FOLLOWS: gettext_lazy("Follows"),
    Tab.CO_OP: gettext_lazy("Our co-op"),
    Tab.OTHER: gettext_lazy("Everything else"),
}


@dataclass(frozen=True)
class Mark:
    """One box of the table: `name` is its field, `words` what it asks."""

    name: str
    words: str
    is_set: bool


@dataclass(frozen=True)
class Row:
    title: str
    marks: list[Mark]


@dataclass(frozen=True)
class Table:
    title: str
    rows: list[Row]


@require_safe
@signed_in
def settings_page(request: HttpRequest) -> HttpResponse:
    return _render(request)


@require_POST
@signed_in
def choose_ways(request: HttpRequest) -> HttpResponse:
    """Every box of the table that is not sent was left empty."""
    chosen = {
        each.kind.code: [way for way in Way if f"{each.kind.code}:{way}" in request.POST]
        for each in queries.kind_choices(viewer_of(request))
    }
    wishes.choose_ways(person_id_of(request), ways=chosen, now=clock.now())
    return kept(request)


@require_POST
@signed_in
def keep_apart(request: HttpRequest) -> HttpResponse:
    form = StrangersForm(request.POST)
    if not form.is_valid():
        return _render(request, strangers=form)
    wishes.keep_apart(person_id_of(request), **form.cleaned_data, now=clock.now())
    return kept(request)


@require_POST
@signed_in
def choose_digest(request: HttpRequest) -> HttpResponse:
    form = DigestForm(request.POST)
    if form.is_valid():
        try:
            digests.choose_digest(person_id_of(request), rhythm=form.cleaned_data["rhythm"], now=clock.now())
            return kept(request)
        except Refusal as refusal:
            form.add_error("rhythm", str(refusal))
    return _render(request, digest=form)


def _render(
    request: HttpRequest, *, strangers: StrangersForm | None = None, digest: DigestForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    refused = strangers is not None or digest is not None
    page = {
        "tables": _tables(queries.kind_choices(viewer)),
        "ways": [_way_in_words(each) for each in Way],
        "strangers": strangers or StrangersForm(initial=asdict(queries.stranger_choice(viewer))),
        "digest": digest or DigestForm(initial={"rhythm": queries.digest_rhythm(viewer)}),
        "devices": queries.devices(viewer),
        "push_key": push.public_key(),
    }
    return render(request, "notifications/settings.html", page, status=400 if refused else 200)


def _tables(choices: list[KindChoice]) -> list[Table]:
    tables = [
        Table(str(title), [_row(each) for each in choices if each.kind.tab == tab])
        for tab, title in _GROUPS.items()
    ]
    return [each for each in tables if each.rows]


def _row(choice: KindChoice) -> Row:
    title = str(choice.kind.title)
    marks = [
        Mark(
            name=f"{choice.kind.code}:{way}",
            words=_("{what}: {way}").format(what=title, way=_way_in_words(way)),
            is_set=way in choice.ways,
        )
        for way in Way
    ]
    return Row(title, marks)


def _way_in_words(way: Way) -> str:
    return {Way.HERE: _("here"), Way.PUSH: _("on my devices"), Way.MAIL: _("in my mail")}[way]


def kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your wishes are kept."))
    return see_other(_PAGE)
