"""What waits from strangers, and whether anything does (docs: methods/notifications#requests, #policy).

| Mastodon asks        | here                                                                               |
|----------------------|------------------------------------------------------------------------------------|
| for_not_following    | accepted, or filtered: kept apart among the requests                               |
| for_new_accounts     | the same                                                                           |
| for_not_followers    | always accepted: who follows whom is one's own choice, and keeps nobody apart      |
| for_private_mentions | always filtered: a stranger's message is a request in the inbox of messages        |
| for_limited_accounts | always accepted                                                                    |

Nothing is dropped without a trace, so `drop` is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonhold.doors.calls.answers import Answer, invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import Entity, accounts
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.social.notifications import queries, strangers
from commonhold.social.notifications.actions import wishes
from commonhold.social.notifications.strangers import Waiting

_WORDS = {"accept": "accept", "apart": "filter"}
_WISHES = {word: wish for wish, word in _WORDS.items()}
_SETTLED = {
    "for_not_followers": "accept",
    "for_private_mentions": "filter",
    "for_limited_accounts": "accept",
}
_CHOSEN = ("for_not_following", "for_new_accounts")
_OLD_NAMES = (
    "filter_not_following",
    "filter_new_accounts",
    "filter_not_followers",
    "filter_private_mentions",
)


@endpoint(scope="read:notifications")
def policy(asked: Asked) -> Entity:
    """GET /api/v2/notifications/policy."""
    return _policy(asked)


@endpoint(scope="write:notifications")
def choose_policy(asked: Asked) -> Entity:
    """PATCH /api/v2/notifications/policy."""
    known = _policy(asked)
    wanted = {name: asked.text(name) or known[name] for name in (*_CHOSEN, *_SETTLED)}
    for name, settled in _SETTLED.items():
        if wanted[name] != settled:
            raise invalid(f"{name} is always {settled} on this server")
    for name in _CHOSEN:
        if wanted[name] not in _WISHES:
            raise invalid(f"{name} must be accept or filter on this server")
    _choose(asked, wanted)
    return _policy(asked)


@endpoint(scope="read:notifications")
def policy_old(asked: Asked) -> Entity:
    """GET /api/v1/notifications/policy."""
    return _old(_policy(asked))


@endpoint(scope="write:notifications")
def choose_policy_old(asked: Asked) -> Entity:
    """PUT /api/v1/notifications/policy."""
    known = _old(_policy(asked))
    wanted = {name: asked.flag(name, default=known[name]) for name in _OLD_NAMES}
    for name in _OLD_NAMES[2:]:
        if wanted[name] != known[name]:
            raise invalid(f"{name} can't be changed on this server")
    _choose(asked, {f"for_{name.removeprefix('filter_')}": _filter(each) for name, each in wanted.items()})
    return _old(_policy(asked))


@endpoint(scope="read:notifications")
def index(asked: Asked) -> Answer:
    """GET /api/v1/notifications/requests."""
    span = asked.span(default=40, most=80)
    found = strangers.waiting(asked.viewer, span)
    return paged(asked, _requests(asked, found), [each.id for each in found], span)


@endpoint(scope="read:notifications")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/notifications/requests/:id."""
    return _requests(asked, [strangers.waiting_as(asked.viewer, id_of(id))])[0]


@endpoint(scope="read:notifications")
def merged(asked: Asked) -> Entity:
    """GET /api/v1/notifications/requests/merged: what is accepted has come in at once."""
    return {"merged": True}


@endpoint(scope="write:notifications")
def accept(asked: Asked, id: str) -> Entity:
    """POST /api/v1/notifications/requests/:id/accept."""
    found = strangers.waiting_as(asked.viewer, id_of(id))
    wishes.welcome_stranger(asked.me, person_id=found.person_id, now=asked.now)
    return {}


@endpoint(scope="write:notifications")
def dismiss(asked: Asked, id: str) -> Entity:
    """POST /api/v1/notifications/requests/:id/dismiss."""
    found = strangers.waiting_as(asked.viewer, id_of(id))
    wishes.dismiss_stranger(asked.me, person_id=found.person_id)
    return {}


@endpoint(scope="write:notifications")
def accept_many(asked: Asked) -> Entity:
    """POST /api/v1/notifications/requests/accept."""
    wishes.welcome_strangers(asked.me, people_ids=_strangers(asked), now=asked.now)
    return {}


@endpoint(scope="write:notifications")
def dismiss_many(asked: Asked) -> Entity:
    """POST /api/v1/notifications/requests/dismiss."""
    wishes.dismiss_strangers(asked.me, people_ids=_strangers(asked))
    return {}


def _policy(asked: Asked) -> dict[str, Any]:
    chosen = queries.stranger_choice(asked.viewer)
    people, rows = strangers.how_much_waits(asked.viewer)
    return {
        "for_not_following": _WORDS[chosen.strangers],
        "for_new_accounts": _WORDS[chosen.newcomers],
        **_SETTLED,
        "summary": {"pending_requests_count": people, "pending_notifications_count": rows},
    }


def _choose(asked: Asked, wanted: dict[str, str]) -> None:
    wishes.keep_apart(
        asked.me,
        strangers=_WISHES[wanted["for_not_following"]],
        newcomers=_WISHES[wanted["for_new_accounts"]],
        now=asked.now,
    )


def _old(policy: dict[str, Any]) -> dict[str, Any]:
    flags = {name: policy[f"for_{name.removeprefix('filter_')}"] == "filter" for name in _OLD_NAMES}
    return {**flags, "summary": policy["summary"]}


def _filter(is_wanted: bool) -> str:
    return "filter" if is_wanted else "accept"


def _strangers(asked: Asked) -> list[int]:
    return strangers.people_of(asked.viewer, asked.ids("id")[:100])


def _requests(asked: Asked, found: Sequence[Waiting]) -> list[Entity]:
    people = accounts(asked.viewer, {each.person_id for each in found})
    posts = {each.post.id: each.post for each in found if each.post is not None}
    said = {each["id"]: each for each in statuses(asked.viewer, list(posts.values()), now=asked.now)}
    return [
        {
            "id": str(each.id),
            "created_at": instant(each.since),
            "updated_at": instant(each.latest_at),
            "notifications_count": str(each.count),
            "account": people[each.person_id],
            "last_status": None if each.post is None else said.get(str(each.post.id)),
        }
        for each in found
        if each.person_id in people
    ]
