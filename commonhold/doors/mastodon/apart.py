"""Whom I keep away: blocks, mutes and other servers (docs: methods/blocks, mutes, domain_blocks)."""

from __future__ import annotations

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.calls.times import instant_or_none
from commonhold.doors.mastodon.entities.accounts import Entity, accounts, in_order
from commonhold.social.people import actions, safety


@endpoint(scope="read:blocks")
def blocks(asked: Asked) -> Answer:
    """GET /api/v1/blocks."""
    span = asked.span(default=40, most=80)
    found = safety.blocks_within(asked.viewer, span)
    body = in_order(asked.viewer, [person_id for _place, person_id in found])
    return paged(asked, body, [place for place, _person in found], span)


@endpoint(scope="read:mutes")
def mutes(asked: Asked) -> Answer:
    """GET /api/v1/mutes, each with the time when it ends."""
    span = asked.span(default=40, most=80)
    found = safety.mutes_within(asked.viewer, span)
    people = accounts(asked.viewer, [person_id for _place, person_id, _until in found])
    body = [
        {**people[person_id], "mute_expires_at": instant_or_none(until)} for _place, person_id, until in found
    ]
    return paged(asked, body, [place for place, _person, _until in found], span)


@endpoint(scope="read:blocks")
def servers(asked: Asked) -> Answer:
    """GET /api/v1/domain_blocks."""
    span = asked.span(default=100, most=200)
    found = safety.blocked_servers_within(asked.viewer, span)
    return paged(asked, [domain for _place, domain in found], [place for place, _domain in found], span)


@endpoint(scope="read:blocks")
def what_a_server_block_ends(asked: Asked) -> Entity:
    """GET /api/v1/domain_blocks/preview: what an app says before it blocks a server."""
    following, followers = safety.follows_with(asked.viewer, asked.needed("domain"))
    return {"following_count": following, "followers_count": followers}


@endpoint(scope="write:blocks")
def block_server(asked: Asked) -> Entity:
    """POST /api/v1/domain_blocks."""
    actions.block_server(asked.me, domain=asked.needed("domain"), now=asked.now)
    return {}


@endpoint(scope="write:blocks")
def unblock_server(asked: Asked) -> Entity:
    """DELETE /api/v1/domain_blocks."""
    actions.unblock_server(asked.me, domain=asked.needed("domain"), now=asked.now)
    return {}
