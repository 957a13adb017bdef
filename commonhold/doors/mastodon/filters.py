"""Words and posts that I don't want to meet (docs: methods/filters, and filters-v1 with one word each).

What Mastodon blurs is folded away here, and told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commonhold.doors.calls.answers import Wrong, invalid, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.mastodon.entities.filters import CONTEXTS, entity, filtered_post, keyword, old_entity
from commonhold.social.filters import actions, queries
from commonhold.social.filters.keywords import Keyword
from commonhold.social.filters.matching import Place
from commonhold.social.filters.queries import FilterView
from commonhold.social.posts import queries as posts

_PLACES = {theirs: ours for ours, theirs in CONTEXTS.items()}
_ACTIONS = {"warn": False, "blur": False, "hide": True}
_LONGEST_SECONDS = 10**9
Entity = dict[str, Any]


@endpoint(scope="read:filters")
def show_all(asked: Asked) -> list[Entity]:
    """GET /api/v2/filters."""
    return [entity(each) for each in queries.filters_of(asked.viewer, now=asked.now)]


@endpoint(scope="read:filters")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v2/filters/:id."""
    return entity(_one(asked, id))


@endpoint(scope="write:filters")
def make(asked: Asked) -> Entity:
    """POST /api/v2/filters. It may come without words, and get them later."""
    made = actions.make_filter(
        asked.me,
        title=asked.needed("title"),
        phrases=_keywords(asked, ()),
        places=_places(asked),
        hides=_hides(asked, otherwise=False),
        until=_until(asked),
        may_be_empty=True,
        now=asked.now,
    )
    return entity(_one(asked, str(made)))


@endpoint(scope="write:filters")
def change(asked: Asked, id: str) -> Entity:
    """PUT /api/v2/filters/:id. What is not sent stays."""
    known = _one(asked, id)
    _write(
        asked,
        replace(
            known,
            title=asked.needed("title") if asked.has("title") else known.title,
            keywords=_keywords(asked, known.keywords),
            places=_places(asked) if asked.has("context") else known.places,
            hides=_hides(asked, otherwise=known.hides),
            until=_until(asked) if asked.has("expires_in") else known.until,
        ),
    )
    return entity(_one(asked, id))


@endpoint(scope="write:filters")
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v2/filters/:id."""
    actions.delete_filter(asked.me, filter_id=id_of(id), now=asked.now)
    return {}


@endpoint(scope="read:filters")
def show_keywords(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v2/filters/:filter_id/keywords."""
    return [keyword(each) for each in _one(asked, id).keywords]


@endpoint(scope="write:filters")
def add_keyword(asked: Asked, id: str) -> Entity:
    """POST /api/v2/filters/:filter_id/keywords. A word that is there already is changed."""
    known, phrase = _one(asked, id), _phrase(asked, "keyword")
    there = next((each for each in known.keywords if each.phrase == phrase), Keyword(phrase))
    added = replace(there, is_whole=asked.flag("whole_word"))
    others = [each for each in known.keywords if each.phrase != phrase]
    _write(asked, replace(known, keywords=[*others, added]))
    return keyword(_called(_one(asked, id), phrase))


@endpoint(scope="read:filters")
def show_keyword(asked: Asked, id: str) -> Entity:
    """GET /api/v2/filters/keywords/:id."""
    return keyword(_with(asked, id)[1])


@endpoint(scope="write:filters")
def change_keyword(asked: Asked, id: str) -> Entity:
    """PUT /api/v2/filters/keywords/:id."""
    known, one = _with(asked, id)
    wanted = _said_anew(asked, one, "keyword")
    _write(asked, _having(known, wanted))
    return keyword(_called(_one(asked, str(known.id)), wanted.phrase))


@endpoint(scope="write:filters")
def delete_keyword(asked: Asked, id: str) -> Entity:
    """DELETE /api/v2/filters/keywords/:id."""
    known, one = _with(asked, id)
    _write(asked, replace(known, keywords=[each for each in known.keywords if each.id != one.id]))
    return {}


@endpoint(scope="read:filters")
def show_posts(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v2/filters/:filter_id/statuses."""
    return [filtered_post(each) for each in _one(asked, id).posts]


@endpoint(scope="write:filters")
def add_post(asked: Asked, id: str) -> Entity:
    """POST /api/v2/filters/:filter_id/statuses, of a post that I may see."""
    known, post_id = _one(asked, id), id_of(asked.needed("status_id"))
    if not posts.posts(asked.viewer, [post_id]):
        raise not_found()
    entry = actions.filter_post(asked.me, filter_id=known.id, post_id=post_id, now=asked.now)
    return filtered_post(queries.with_post(asked.viewer, entry, now=asked.now)[1])


@endpoint(scope="read:filters")
def show_post(asked: Asked, id: str) -> Entity:
    """GET /api/v2/filters/statuses/:id."""
    return filtered_post(queries.with_post(asked.viewer, id_of(id), now=asked.now)[1])


@endpoint(scope="write:filters")
def delete_post(asked: Asked, id: str) -> Entity:
    """DELETE /api/v2/filters/statuses/:id."""
    known, one = queries.with_post(asked.viewer, id_of(id), now=asked.now)
    actions.unfilter_post(asked.me, filter_id=known.id, post_id=one.post_id, now=asked.now)
    return filtered_post(one)


@endpoint(scope="read:filters")
def show_all_old(asked: Asked) -> list[Entity]:
    """GET /api/v1/filters."""
    mine = queries.filters_of(asked.viewer, now=asked.now)
    return [old_entity(each, one) for each in mine for one in each.keywords]


@endpoint(scope="read:filters")
def show_old(asked: Asked, id: str) -> Entity:
    """GET /api/v1/filters/:id."""
    return old_entity(*_with(asked, id))


@endpoint(scope="write:filters")
def make_old(asked: Asked) -> Entity:
    """POST /api/v1/filters: a filter that is called like its only word."""
    phrase = asked.needed("phrase")
    made = actions.make_filter(
        asked.me,
        title=phrase,
        phrases=[Keyword(phrase, is_whole=asked.flag("whole_word"))],
        places=_places(asked),
        hides=asked.flag("irreversible"),
        until=_until(asked),
        now=asked.now,
    )
    known = _one(asked, str(made))
    return old_entity(known, known.keywords[0])


@endpoint(scope="write:filters")
def change_old(asked: Asked, id: str) -> Entity:
    """PUT /api/v1/filters/:id. What would change for its other words too is refused, as Mastodon does."""
    known, one = _with(asked, id)
    wanted = _said_anew(asked, one, "phrase")
    asks = replace(
        _having(known, wanted),
        places=_places(asked) if asked.has("context") else known.places,
        hides=asked.flag("irreversible", default=known.hides),
        until=_until(asked) if asked.has("expires_in") else known.until,
    )
    is_shared = len(known.keywords) > 1 or bool(known.posts)
    if is_shared and (asks.places, asks.hides, asks.until) != (known.places, known.hides, known.until):
        raise Wrong(
            422,
            "These parameters cannot be changed from this application because they apply to more than one "
            "filter keyword. Use a more recent application or the web interface.",
        )
    if known.title == one.phrase:
        asks = replace(asks, title=wanted.phrase)
    _write(asked, asks)
    changed = _one(asked, str(known.id))
    return old_entity(changed, _called(changed, wanted.phrase))


@endpoint(scope="write:filters")
def delete_old(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/filters/:id; with its last word a filter goes."""
    known, one = _with(asked, id)
    others = [each for each in known.keywords if each.id != one.id]
    if others or known.posts:
        _write(asked, replace(known, keywords=others))
    else:
        actions.delete_filter(asked.me, filter_id=known.id, now=asked.now)
    return {}


def _one(asked: Asked, id: str) -> FilterView:
    return queries.one(asked.viewer, id_of(id), now=asked.now)


def _with(asked: Asked, id: str) -> tuple[FilterView, Keyword]:
    return queries.with_keyword(asked.viewer, id_of(id), now=asked.now)


def _write(asked: Asked, wanted: FilterView) -> None:
    actions.change_filter(
        asked.me,
        filter_id=wanted.id,
        title=wanted.title,
        phrases=wanted.keywords,
        places=wanted.places,
        hides=wanted.hides,
        until=wanted.until,
        may_be_empty=True,
        now=asked.now,
    )


def _called(known: FilterView, phrase: str) -> Keyword:
    """The keyword of these words: two that came to be the same are one."""
    return next(each for each in known.keywords if each.phrase == phrase)


def _phrase(asked: Asked, name: str) -> str:
    return " ".join(asked.needed(name).split())


def _having(known: FilterView, one: Keyword) -> FilterView:
    return replace(known, keywords=[one if each.id == one.id else each for each in known.keywords])


def _said_anew(asked: Asked, one: Keyword, name: str) -> Keyword:
    phrase = _phrase(asked, name) if asked.has(name) else one.phrase
    return replace(one, phrase=phrase, is_whole=asked.flag("whole_word", default=one.is_whole))


def _keywords(asked: Asked, known: Sequence[Keyword]) -> list[Keyword]:
    """Those that are known, as `keywords_attributes` changes them, and new ones. Raises Wrong (404, 422)."""
    found: dict[int, Keyword] = {each.id: each for each in known}
    added = []
    for row in asked.rows("keywords_attributes"):
        part = asked.within(row)
        keyword_id = part.id("id")
        if keyword_id is None:
            added.append(Keyword(part.needed("keyword"), is_whole=part.flag("whole_word")))
        elif keyword_id not in found:
            raise not_found()
        elif part.flag("_destroy"):
            del found[keyword_id]
        else:
            found[keyword_id] = _said_anew(part, found[keyword_id], "keyword")
    return [*found.values(), *added]


def _places(asked: Asked) -> tuple[Place, ...]:
    wanted = asked.texts("context")
    if not wanted or not all(each in _PLACES for each in wanted):
        raise invalid("context must name one or several of home, notifications, public, thread, account")
    return tuple(each for each in Place if CONTEXTS[each] in wanted)


def _hides(asked: Asked, *, otherwise: bool) -> bool:
    act = asked.text("filter_action")
    if act and act not in _ACTIONS:
        raise invalid("filter_action must be warn, hide or blur")
    return _ACTIONS[act] if act else otherwise


def _until(asked: Asked) -> datetime | None:
    """When it ends; for good where nothing was said."""
    seconds = asked.number("expires_in")
    if seconds is None:
        return None
    return asked.now + timedelta(seconds=max(-_LONGEST_SECONDS, min(seconds, _LONGEST_SECONDS)))
