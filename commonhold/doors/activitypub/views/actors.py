"""The documents of people, groups and the server, and of what belongs to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.doors.activitypub import addresses, answers
from commonhold.doors.activitypub.asking import Asker, asker_of
from commonhold.doors.activitypub.contexts import OBJECT, with_context
from commonhold.doors.activitypub.documents import actors, collections
from commonhold.doors.activitypub.documents.people import document_of
from commonhold.doors.activitypub.documents.posts import written
from commonhold.doors.calls.addresses import address
from commonhold.ground.clock import queries as clock
from commonhold.social.actors import queries as others
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Described
from commonhold.social.posts import pinned
from commonhold.social.tags import queries as tags

_OF_A_CIRCLE = 200
OfPerson = Callable[[HttpRequest, Asker, Described, datetime], HttpResponse]


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Somebody of ours. Who asks unsigned may get no more than checks her signatures."""
    now = clock.now()
    one = people.described(ANYONE, [person_id]).get(person_id)
    if one is None or not one.is_local:
        return answers.missing()
    if one.is_gone:
        return answers.gone(addresses.person(person_id), former="Person")
    if answers.wants_page(request):
        return answers.led_to(address(f"/@{one.line.handle}"))
    asker = asker_of(request, now)
    if asker.is_kept_away_by(person_id):
        return answers.missing()
    if not asker.may_read_bare_actors():
        return answers.unsigned()
    made = document_of(one, now)
    return answers.document(made if asker.may_read_public() else actors.bare(made))


@require_safe
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """A group that everybody may find and read; any other is not there for other servers."""
    line = groups.lines(ANYONE, [group_id]).get(group_id)
    if line is None or not line.is_readable_by_all:
        return answers.missing()
    if answers.wants_page(request):
        return answers.led_to(address(f"/g/{line.handle}"))
    now = clock.now()
    asker = asker_of(request, now)
    if not asker.may_read_bare_actors():
        return answers.unsigned()
    founded_at = groups.group(ANYONE, line.handle).founded_at
    made = actors.group(line, founded_at, now=now)
    return answers.document(made if asker.may_read_public() else actors.bare(made))


@require_safe
def server(request: HttpRequest) -> HttpResponse:
    """The server's own actor: whoever closes all else must still let others check what it signs."""
    if answers.wants_page(request):
        return answers.led_to(address("/about"))
    return answers.document(actors.server(now=clock.now()))


@require_safe
def nothing_yet(request: HttpRequest, **_parts: int) -> HttpResponse:
    """A collection that there is, and in which nothing stands, such as what the server itself says."""
    return answers.document(with_context(collections.whole(address(request.path), [])))


def of_person(work: OfPerson) -> Callable[..., HttpResponse]:
    """What belongs to somebody of ours who is here, for who may read it."""

    @require_safe
    def view(request: HttpRequest, person_id: int) -> HttpResponse:
        now = clock.now()
        one = people.described(ANYONE, [person_id]).get(person_id)
        if one is None or not one.is_local or one.is_gone:
            return answers.missing()
        asker = asker_of(request, now)
        if asker.is_kept_away_by(person_id):
            return answers.missing()
        return work(request, asker, one, now) if asker.may_read_public() else answers.unsigned()

    return view


@require_safe
def group_moderators(request: HttpRequest, group_id: int) -> HttpResponse:
    """Who keeps order in a group that everybody may read."""
    if not groups.is_open_to_all(group_id):
        return answers.missing()
    if not asker_of(request, clock.now()).may_read_public():
        return answers.unsigned()
    items = [addresses.person(each) for each in groups.moderator_ids(group_id)]
    uri = f"{addresses.group(group_id)}/moderators"
    return answers.document(with_context(collections.whole(uri, items)))


@require_safe
def group_followers(request: HttpRequest, group_id: int) -> HttpResponse:
    """How many follow a group on other servers; never who."""
    if not groups.is_open_to_all(group_id):
        return answers.missing()
    uri = f"{addresses.group(group_id)}/followers"
    return answers.document(with_context(collections.counted(uri, others.followers_of_group(group_id))))


@of_person
def followers(request: HttpRequest, _asker: Asker, one: Described, _now: datetime) -> HttpResponse:
    """Who follows her, as far as she shows it to everybody."""
    return _circle(request, one, "followers", one.followers)


@of_person
def following(request: HttpRequest, _asker: Asker, one: Described, _now: datetime) -> HttpResponse:
    """Whom she follows, as far as she shows it to everybody."""
    return _circle(request, one, "following", one.following)


@of_person
def featured(_request: HttpRequest, asker: Asker, one: Described, _now: datetime) -> HttpResponse:
    """What she keeps on top of her page, of that what is for everybody."""
    shown = [each.id for each in pinned.pinned_by(ANYONE, one.line.id) if not each.removed]
    found = written(asker.viewer, shown)
    items = [found[each].document for each in shown if each in found]
    uri = f"{addresses.person(one.line.id)}/featured"
    return answers.document(with_context(collections.whole(uri, items), OBJECT))


@of_person
def featured_tags(_request: HttpRequest, _asker: Asker, one: Described, _now: datetime) -> HttpResponse:
    """The tags that she shows on her page."""
    items = [
        {"type": "Hashtag", "name": f"#{each}", "href": address(f"/tags/{each}")}
        for each in tags.featured(ANYONE, one.line.id)
    ]
    uri = f"{addresses.person(one.line.id)}/tags"
    return answers.document(with_context(collections.whole(uri, items, kind="Collection"), OBJECT))


@require_safe
def synchronization(request: HttpRequest, person_id: int) -> HttpResponse:
    """Which of a server's people follow her, for that server alone (FEP-8fcf)."""
    asker = asker_of(request, clock.now(), must_be_known=True)
    if not asker.is_known or asker.is_kept_away_by(person_id):
        return answers.unsigned()
    items = others.follower_uris(person_id, asker.domain)
    uri = f"{addresses.person(person_id)}/followers_synchronization"
    return answers.document(with_context(collections.whole(uri, items)), for_all=False)


def _circle(request: HttpRequest, one: Described, part: str, count: int | None) -> HttpResponse:
    """Where she keeps it to few, nobody learns even how many they are."""
    uri = f"{addresses.person(one.line.id)}/{part}"
    if count is None:
        return answers.document(with_context(collections.counted(uri, None)))
    if "page" not in request.GET:
        return answers.document(with_context(collections.paged(uri, count, first=f"{uri}?page=true")))
    before = number(request, "before")
    of = people.circle_of_followers if part == "followers" else people.circle_of_followed
    found = of(ANYONE, one.line.handle, before=before, limit=_OF_A_CIRCLE)
    elsewhere = others.among([each.person.id for each in found.people])
    items = [
        elsewhere[each.person.id].uri if each.person.id in elsewhere else addresses.person(each.person.id)
        for each in found.people
    ]
    following_page = None if found.older is None else f"{uri}?page=true&before={found.older}"
    made = collections.page(own_address(uri, before), part_of=uri, items=items, following=following_page)
    return answers.document(with_context(made))


def own_address(uri: str, before: int | None) -> str:
    """Of a page of a collection."""
    return f"{uri}?page=true" if before is None else f"{uri}?page=true&before={before}"


def number(request: HttpRequest, name: str) -> int | None:
    """What a page's address says, if it is an id."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
