"""Under the addresses of before: people who came along with their server, which had our own name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.doors.activitypub import answers
from commonhold.doors.calls.addresses import address
from commonhold.social.actors import kept
from commonhold.social.arrivals import queries as arrivals
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

View = Callable[..., HttpResponse]


def known_as(view: View) -> View:
    """The same view of somebody by the name that she had there."""

    @require_safe
    def named(request: HttpRequest, name: str) -> HttpResponse:
        person_id = kept.person_called(name)
        return answers.missing() if person_id is None else view(request, person_id=person_id)

    return named


@require_safe
def post(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """What she wrote there for everybody: led to its page. Other servers have it, and get no second one."""
    person_id = kept.person_called(name)
    post_id = None if person_id is None else arrivals.led_to(ANYONE, person_id, number)
    if person_id is None or post_id is None or not answers.wants_page(request):
        return answers.missing()
    return answers.led_to(address(f"/@{people.person(ANYONE, person_id).handle}/{post_id}"), status=301)
