"""The documents of posts and of what belongs to them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.doors.activitypub import addresses, answers
from commonhold.doors.activitypub.asking import Asker, asker_of
from commonhold.doors.activitypub.contexts import OBJECT, with_context
from commonhold.doors.activitypub.documents import collections
from commonhold.doors.activitypub.documents.posts import Written, authorization, written
from commonhold.doors.activitypub.sending import activities
from commonhold.doors.calls.addresses import address
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import outward, queries
from commonhold.social.posts.outward import Outward
from commonhold.social.posts.queries import PostView

_PAGE = 50


@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """A post of ours, for those whose people may see it; what was removed is gone."""
    found = _found(request, post_id, clock.now())
    if isinstance(found, HttpResponse):
        return found
    return answers.document(with_context(found.document, OBJECT), for_all=_is_open(found.post))


@require_safe
def activity(request: HttpRequest, post_id: int) -> HttpResponse:
    """That it was said."""
    found = _found(request, post_id, clock.now())
    if isinstance(found, HttpResponse):
        return found
    return answers.document(with_context(activities.create(found), OBJECT), for_all=_is_open(found.post))


@require_safe
def replies(request: HttpRequest, post_id: int) -> HttpResponse:
    """What anybody may read of its direct answers, by their addresses."""
    found = _found(request, post_id, clock.now())
    if isinstance(found, HttpResponse):
        return found
    uri = f"{addresses.post(post_id)}/replies"
    after = _after(request)
    rows = outward.open_answers(post_id, after=after or 0, limit=_PAGE)
    made = {**_page(uri, rows, after), "type": "CollectionPage"}
    made["items"] = made.pop("orderedItems")
    if after is None and "page" not in request.GET:
        made = {"id": uri, "type": "Collection", "first": made}
    return answers.document(with_context(made))


@require_safe
def context(request: HttpRequest, post_id: int) -> HttpResponse:
    """Its whole thread, as far as anybody may read it (FEP-7888, FEP-f228)."""
    found = _found(request, post_id, clock.now())
    if isinstance(found, HttpResponse):
        return found
    uri, after = f"{addresses.post(post_id)}/context", _after(request)
    rows = outward.open_thread(post_id, after=after or 0, limit=_PAGE)
    made = _page(uri, rows, after)
    if after is None and "page" not in request.GET:
        made = {
            "id": uri,
            "type": "OrderedCollection",
            "attributedTo": addresses.person(found.post.author_id),
            "first": made,
        }
    return answers.document(with_context(made))


@require_safe
def likes(request: HttpRequest, post_id: int) -> HttpResponse:
    return _count_of(request, post_id, "likes")


@require_safe
def shares(request: HttpRequest, post_id: int) -> HttpResponse:
    return _count_of(request, post_id, "shares")


@require_safe
def quote_authorization(request: HttpRequest, post_id: int) -> HttpResponse:
    """Whether somebody of ours lets this post quote hers (FEP-044f): while it holds, there is a document."""
    known = outward.outward([post_id]).get(post_id)
    if known is None or known.consent != "given" or known.quoted_id is None or known.quoted_uri is not None:
        return answers.missing()
    if not asker_of(request, clock.now()).may_read_public():
        return answers.unsigned()
    return answers.document(authorization(known))


def _count_of(request: HttpRequest, post_id: int, part: str) -> HttpResponse:
    """How many, not who."""
    found = _found(request, post_id, clock.now())
    if isinstance(found, HttpResponse):
        return found
    return answers.document(with_context(found.document[part]), for_all=_is_open(found.post))


def _found(request: HttpRequest, post_id: int, now: datetime) -> Written | HttpResponse:
    """The post for who asks, or what is answered in its place."""
    known = outward.outward([post_id]).get(post_id)
    asker = asker_of(request, now, must_be_known=known is not None and not _is_open(known))
    viewer = None if known is None else _viewer_for(asker, known)
    if known is None or viewer is None or not known.is_ours or not outward.may_be_fetched(known):
        return answers.missing()
    try:
        view = queries.post(viewer, post_id)
    except NotFound:
        return answers.missing()
    if answers.wants_page(request):
        return answers.led_to(address(f"/@{view.author.handle}/{post_id}"))
    if not asker.may_read_public():
        return answers.unsigned()
    return _written(viewer, view)


def _written(viewer: Viewer, view: PostView) -> Written | HttpResponse:
    if view.removed:
        return answers.gone(addresses.post(view.id), former="Note")
    found = written(viewer, [view.id])
    return found[view.id] if view.id in found else answers.missing()


def _viewer_for(asker: Asker, known: Outward) -> Viewer | None:
    """Through whose eyes it is looked at; None where something stands between."""
    if asker.is_kept_away_by(known.author_id):
        return None
    if asker.is_server and not _is_open(known):
        may_see = outward.seen_by_server(asker.domain, known.id)
        return Viewer(known.author_id) if may_see else ANYONE
    return asker.viewer


def _is_open(known: Outward) -> bool:
    return known.audience in outward.OPEN


def _page(uri: str, rows: list[tuple[int, str | None]], after: int | None) -> dict[str, object]:
    items = [elsewhere or addresses.post(each) for each, elsewhere in rows]
    own = f"{uri}?page=true" if after is None else f"{uri}?page=true&after={after}"
    following = f"{uri}?page=true&after={rows[-1][0]}" if len(rows) == _PAGE else None
    return collections.page(own, part_of=uri, items=items, following=following)


def _after(request: HttpRequest) -> int | None:
    text = request.GET.get("after", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
