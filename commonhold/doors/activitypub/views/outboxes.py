"""What somebody said and passed on, and what a group did, as the activities that told of it, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.doors.activitypub import addresses, answers
from commonhold.doors.activitypub.asking import Asker, asker_of
from commonhold.doors.activitypub.contexts import OBJECT, with_context
from commonhold.doors.activitypub.documents import collections
from commonhold.doors.activitypub.documents.posts import uri_of, written
from commonhold.doors.activitypub.sending import activities, in_groups
from commonhold.doors.activitypub.sending.activities import Activity
from commonhold.doors.activitypub.views.actors import number, of_person, own_address
from commonhold.ground import ids
from commonhold.ground.clock import queries as clock
from commonhold.social.actors import queries as others
from commonhold.social.people.queries import Described, Viewer
from commonhold.social.posts import boosts, outward
from commonhold.social.posts.boosts import BoostView

_PAGE = 20


@of_person
def outbox(request: HttpRequest, asker: Asker, one: Described, _now: datetime) -> HttpResponse:
    """What she said to everybody and what she passed on, in one order."""
    person_id, uri = one.line.id, f"{addresses.person(one.line.id)}/outbox"
    if "page" not in request.GET:
        count = outward.count_open(person_id) + boosts.count_open_boosts(person_id)
        return answers.document(with_context(collections.paged(uri, count, first=f"{uri}?page=true"), OBJECT))
    before = number(request, "before")
    said = outward.open_by(person_id, before=before, limit=_PAGE)
    passed_on = boosts.open_boosts_of(person_id, before=before, limit=_PAGE)
    shown = sorted([*said, *(each.id for each in passed_on)], reverse=True)[:_PAGE]
    found = _creates(asker.viewer, said) | _boosts(passed_on)
    return _page(uri, before, shown, [found[each] for each in shown if each in found])


@require_safe
def group_outbox(request: HttpRequest, group_id: int) -> HttpResponse:
    """What was said in a group, as it passed it on (FEP-1b12): of ours the activity, of others' the post."""
    asker = asker_of(request, clock.now())
    uri = f"{addresses.group(group_id)}/outbox"
    if not asker.may_read_public():
        return answers.unsigned()
    if "page" not in request.GET:
        return answers.document(with_context(collections.paged(uri, None, first=f"{uri}?page=true"), OBJECT))
    before = number(request, "before")
    shown = outward.open_in_group(group_id, before=before, limit=_PAGE)
    known, made = outward.outward(shown), _creates(asker.viewer, shown)
    items = [
        in_groups.activity_passed_on(known[each], made[each])
        if each in made
        else in_groups.passed_on(known[each])
        for each in shown
        if each in made or not known[each].is_ours
    ]
    return _page(uri, before, shown, items)


def _creates(viewer: Viewer, post_ids: Sequence[int]) -> dict[int, Activity]:
    return {each: activities.create(said) for each, said in written(viewer, post_ids).items()}


def _boosts(found: Sequence[BoostView]) -> dict[int, Activity]:
    """By the boost's id, as each was told."""
    posts = outward.outward([each.post_id for each in found])
    elsewhere = others.among({post.author_id for post in posts.values()})
    made = {}
    for each in found:
        post = posts[each.post_id]
        author = elsewhere.get(post.author_id)
        author_uri = addresses.person(post.author_id) if author is None else author.uri
        made[each.id] = activities.boost(
            each.id, each.person_id, uri_of(post), author_uri, ids.time_of(each.id)
        )
    return made


def _page(uri: str, before: int | None, shown: Sequence[int], items: Sequence[Any]) -> HttpResponse:
    following = f"{uri}?page=true&before={shown[-1]}" if len(shown) == _PAGE else None
    made = collections.page(own_address(uri, before), part_of=uri, items=items, following=following)
    return answers.document(with_context(made, OBJECT))
