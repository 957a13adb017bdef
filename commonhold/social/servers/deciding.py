"""Writing down what was decided about other servers. Called by decisions alone."""

from __future__ import annotations

from commonhold.ground import ids
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.news import bus as news
from commonhold.social.servers import policies
from commonhold.social.servers.models import ServerPolicy
from commonhold.social.servers.news import PolicyEnded, PolicySet
from commonhold.social.servers.refusals import NothingHolds


def set_policy(domain: str, *, kind: str, reason: str, because: Enactment) -> None:
    """In the place of what held for it before. Part of the enactment's transaction."""
    if policies.policy_on(domain) is not None:
        end_policy(domain, because=because)
    ServerPolicy.objects.create(
        id=ids.new_id(because.at),
        domain=domain,
        kind=ServerPolicy.Kind(kind),
        reason=reason,
        reference=because.reference,
        since=because.at,
    )
    news.publish(PolicySet(domain, kind), now=because.at)


def end_policy(domain: str, *, because: Enactment) -> None:
    """Part of the enactment's transaction. Raises NothingHolds."""
    row = ServerPolicy.objects.select_for_update().filter(domain=domain, until=None).first()
    if row is None:
        raise NothingHolds(domain)
    row.until, row.ended_by = because.at, because.reference
    row.save(update_fields=["until", "ended_by"])
    news.publish(PolicyEnded(domain, row.kind), now=because.at)
