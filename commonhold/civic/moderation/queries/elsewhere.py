"""How often people of other servers were reported here."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from commonhold.civic.moderation.models import Report
from commonhold.social.people import servers


def reported_elsewhere(domains: Collection[str]) -> dict[str, int]:
    """Reports of people and of what they said, by server, with all beneath it; none: it is left out."""
    beneath = servers.beneath(domains)
    names = sorted({each for found in beneath.values() for each in found})
    rows = Report.objects.filter(person__domain__in=names).order_by()
    count = dict(rows.values_list("person__domain").annotate(n=Count("id")))
    sums = {domain: sum(count.get(each, 0) for each in found) for domain, found in beneath.items()}
    return {domain: n for domain, n in sums.items() if n}
