"""Who speaks for a co-op that we trust: a person or a server of a peer, which members chose by a vote."""

from __future__ import annotations

from collections.abc import Collection

from commonhold.civic.peers import queries as peers
from commonhold.social.actors import queries as actors
from commonhold.social.servers.queries import domain_of


def of_trusted_co_ops(person_ids: Collection[int]) -> dict[int, str]:
    """The name of the co-op, by the ids of those whose own address lies on a peer's server."""
    elsewhere = actors.among(person_ids)
    if not elsewhere:
        return {}
    names = {domain_of(each.url): each.name for each in peers.peers()}
    where = {person_id: domain_of(known.uri) for person_id, known in elsewhere.items()}
    return {person_id: names[domain] for person_id, domain in where.items() if domain in names}
