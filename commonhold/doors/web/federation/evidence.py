"""What is known here of other servers, before members decide about one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.moderation.queries import reported_elsewhere
from commonhold.social.blocklists import queries as blocklists
from commonhold.social.blocklists.queries import ListingView
from commonhold.social.people import servers as people_of
from commonhold.social.people.queries import Viewer
from commonhold.social.people.servers import Bonds
from commonhold.social.posts import servers as posts_of
from commonhold.social.servers import policies
from commonhold.social.servers.policies import PolicyView


@dataclass(frozen=True)
class Evidence:
    """Of one server, with all beneath its name. `lists` is empty for whoever may not read them."""

    domain: str
    bonds: Bonds
    posts: int
    reports: int
    lists: Sequence[ListingView]
    holds: PolicyView | None


def evidence(viewer: Viewer, domains: Collection[str], *, now: datetime) -> dict[str, Evidence]:
    """By domain, in the order in which they were asked for."""
    may_read = blocklists.may_read(viewer)
    lists = blocklists.saying(viewer, domains, now=now) if may_read else {}
    reports, bonds = reported_elsewhere(domains), people_of.bonds(domains)
    beneath = people_of.beneath(domains)
    said = posts_of.said_on({each for found in beneath.values() for each in found})
    holding = {each.domain: each for each in policies.holding()}
    return {
        domain: Evidence(
            domain,
            bonds.get(domain, Bonds()),
            sum(said.get(each, 0) for each in beneath.get(domain, ())),
            reports.get(domain, 0),
            lists.get(domain, ()),
            holding.get(domain),
        )
        for domain in dict.fromkeys(domains)
    }
