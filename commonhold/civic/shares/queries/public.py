"""What everybody may know: what a share is, how many there are, and that the books say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance import law
from commonhold.civic.governance.law import LegalRule
from commonhold.civic.shares import accounts, paying_back, solvency
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import Holding, holdings, whole
from commonhold.civic.shares.models import Notice, Suspension
from commonhold.civic.shares.reconciling import Reconciliation, reconcile
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.split.withdrawal import Standing, Withdrawable


@dataclass(frozen=True)
class SuspensionView:
    """That no shares go back until a day, who said so, and why."""

    by: PersonLine
    reason: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class SharesView:
    """Our shares as the whole world may see them. Nobody is named."""

    is_offered: bool
    rules: SharesCharter
    currency: str
    holders: int
    all: Holding
    by_class: Sequence[tuple[str, Holding]]
    shares_in_notice: int
    standing: Standing
    may_go_back: Withdrawable
    suspension: SuspensionView | None
    reconciliation: Reconciliation
    law_words: str
    law_rules: Sequence[LegalRule]


def shares(viewer: Viewer, *, now: datetime) -> SharesView:
    """Totals, and whether register and books agree at this moment."""
    held, here = holdings(), charter.current()
    classes: defaultdict[str, Holding] = defaultdict(Holding)
    for (_number, share_class), each in held.items():
        classes[share_class] += each
    found = law.law_of(here)
    rules = here.read(SharesCharter)
    return SharesView(
        is_offered=rules.most_shares > 0,
        rules=rules,
        currency=accounts.currency(),
        holders=len({number for (number, _class), each in held.items() if each.shares}),
        all=whole(held.values()),
        by_class=sorted(classes.items()) if len(classes) > 1 else [],
        shares_in_notice=sum(Notice.objects.filter(end=None).values_list("shares", flat=True)),
        standing=solvency.standing(),
        may_go_back=solvency.may_go_back(now),
        suspension=suspension_view(viewer, paying_back.suspension(now)),
        reconciliation=reconcile(),
        law_words=found.words,
        law_rules=found.rules,
    )


def suspension_view(viewer: Viewer, row: Suspension | None) -> SuspensionView | None:
    if row is None:
        return None
    by = people.lines(viewer, [row.by_id])[row.by_id]
    return SuspensionView(by, row.reason, row.since, row.until)
