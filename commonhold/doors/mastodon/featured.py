"""What profiles show besides posts (docs: methods/featured_tags, endorsements)."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.answers import Wrong, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.mastodon.entities.accounts import relationship
from commonhold.doors.mastodon.within_reach import present
from commonhold.ground import ids
from commonhold.social.people import queries as people
from commonhold.social.posts import tagged
from commonhold.social.tags import actions, queries

Entity = dict[str, Any]


@endpoint(who=Who.ANYONE, scope="read:accounts")
def tags_of(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v1/accounts/:id/featured_tags."""
    return _tags(asked, present(asked, id))


@endpoint(scope="read:accounts")
def own_tags(asked: Asked) -> list[Entity]:
    """GET /api/v1/featured_tags."""
    return _tags(asked, asked.me)


@endpoint(scope="write:accounts")
def feature_tag(asked: Asked) -> Entity:
    """POST /api/v1/featured_tags."""
    name = queries.tag(asked.viewer, asked.needed("name")).name
    actions.feature_tag(asked.me, name=name, now=asked.now)
    return next(each for each in _tags(asked, asked.me) if each["name"] == name)


@endpoint(scope="write:accounts")
def unfeature_tag(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/featured_tags/:id."""
    wanted = id_of(id)
    for each in queries.features(asked.viewer, asked.me):
        if each.id == wanted:
            actions.unfeature_tag(asked.me, name=each.name, now=asked.now)
            return {}
    raise not_found()


@endpoint(scope="read:accounts")
def suggested_tags(asked: Asked) -> list[Entity]:
    """GET /api/v1/featured_tags/suggestions: what I use most and don't show yet."""
    shown = set(queries.featured(asked.viewer, asked.me))
    used = [each for each in tagged.most_used_by(asked.viewer, asked.me, limit=20) if each not in shown][:10]
    known, followed = queries.ids_by_name(used), set(queries.followed(asked.viewer))
    return [
        {
            "id": str(known[each]),
            "name": each,
            "url": address(f"/tags/{each}"),
            "history": [],
            "following": each in followed,
            "featuring": False,
        }
        for each in used
    ]


@endpoint(who=Who.ANYONE, scope="read:accounts")
def endorsed_by(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v1/accounts/:id/endorsements. Profiles endorse nobody: collections ask people first."""
    present(asked, id)
    return []


@endpoint(scope="read:accounts")
def own_endorsed(asked: Asked) -> list[Entity]:
    """GET /api/v1/endorsements."""
    return []


@endpoint(scope="write:accounts")
def endorse(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/endorse."""
    present(asked, id)
    raise Wrong(422, "Profiles endorse nobody here. Make a collection: those in it are asked first.")


@endpoint(scope="write:accounts")
def unendorse(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/unendorse: nobody is endorsed."""
    person_id = present(asked, id)
    return relationship(people.relations(asked.viewer, [person_id])[person_id])


@endpoint(scope="read:accounts")
def identity_proofs(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v1/accounts/:id/identity_proofs, which Mastodon gave up for rel=me."""
    present(asked, id)
    return []


def _tags(asked: Asked, person_id: int) -> list[Entity]:
    """docs.joinmastodon.org/entities/FeaturedTag."""
    shown = queries.features(asked.viewer, person_id)
    used = tagged.uses_by(asked.viewer, person_id, [each.name for each in shown])
    return [
        {
            "id": str(each.id),
            "name": each.name,
            "url": address(f"/tags/{each.name}"),
            "statuses_count": str(used[each.name].posts if each.name in used else 0),
            "last_status_at": ids.time_of(used[each.name].latest).date().isoformat()
            if each.name in used
            else None,
        }
        for each in shown
    ]
