"""The steps of the first hour as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.doors.web.viewer import person_id_of, see_other, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.first_hour import actions, queries
from commonhold.social.first_hour.queries import Progress

_TITLES: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "interests": (
        gettext_lazy("What do you care about?"),
        gettext_lazy("Tags to follow."),
        "hash",
    ),
    "company": (
        gettext_lazy("Whose words would you like to read?"),
        gettext_lazy("People and groups."),
        "users",
    ),
    "friends": (
        gettext_lazy("Find friends again"),
        gettext_lazy("By their names, or from your old server."),
        "search",
    ),
    "yourself": (
        gettext_lazy("Say who you are"),
        gettext_lazy("A name, a sentence, a picture."),
        "user",
    ),
    "news": (
        gettext_lazy("What should reach you?"),
        gettext_lazy("On your device, or by mail."),
        "bell",
    ),
}


@dataclass(frozen=True)
class StepLine:
    """A step in the list of them; `state` is taken, skipped or empty."""

    step: str
    title: str | Promise
    words: str | Promise
    drawing: str
    state: str

    @property
    def url(self) -> str:
        return f"/welcome/{self.step}"


def lines(progress: Progress) -> list[StepLine]:
    return [StepLine(each.step, *_TITLES[each.step], each.state) for each in progress.steps]


def page_of(request: HttpRequest, step: str, **more: Any) -> dict[str, Any]:
    """What every step's page shows: its title and place, and where one goes on without it."""
    progress = queries.progress(viewer_of(request))
    return {
        "step": step,
        "title": _TITLES[step][0],
        "number": progress.number_of(step),
        "steps": lines(progress),
        **more,
    }


def done(request: HttpRequest, step: str) -> HttpResponse:
    """Note that a step was taken, and go on to the next open one or, after the last, home."""
    actions.take_step(person_id_of(request), step=step, now=clock.now())
    return go_on(request, step)


def go_on(request: HttpRequest, step: str) -> HttpResponse:
    """To the next open step after this one or, when none is left, home."""
    following = queries.progress(viewer_of(request)).after(step)
    if following is not None:
        return see_other(f"/welcome/{following}")
    messages.success(request, _("That is all. Say hello, if you like: the box is just below."))
    return see_other("/")
