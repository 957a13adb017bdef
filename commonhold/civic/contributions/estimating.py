"""What the month so far would bring everybody, were it over now. Once a day, and not on request."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.contributions import inputs
from commonhold.civic.contributions.inputs import Span
from commonhold.civic.contributions.models import Estimate
from commonhold.civic.contributions.outcomes import outcome_of
from commonhold.civic.contributions.terms import current
from commonhold.civic.treasury import accounts
from rulebook.split.replay import Split as Worked

_AT_ONCE = 500
_SEED = "estimate"


def work_out(day: str, now: datetime) -> None:
    """Replace everybody's estimate; without a rule there is none. `day` only says that it is due."""
    terms, currency = current(), accounts.currency()
    if not terms.shares:
        _forget_older(now)
        return
    span = Span.so_far(now)
    left = inputs.before(span.month, currency)
    frozen = inputs.freeze(span, terms, currency=currency, seed=_SEED, left=left, at=now)
    outcome = outcome_of(Worked.of(frozen.bundle))
    rows = [
        Estimate(
            person_id=person_id,
            month=span.month,
            currency=currency,
            paid=outcome.paid[index],
            credit=outcome.credit[index],
            at=now,
        )
        for index, (person_id, person) in enumerate(
            zip(frozen.person_ids, frozen.bundle.economy.people, strict=True)
        )
        if person.stands == "member"
    ]
    fields = ["month", "currency", "paid", "credit", "at"]
    for begin in range(0, len(rows), _AT_ONCE):
        with transaction.atomic():
            Estimate.objects.bulk_create(
                rows[begin : begin + _AT_ONCE],
                update_conflicts=True,
                unique_fields=["person"],
                update_fields=fields,
            )
    _forget_older(now)


@transaction.atomic
def _forget_older(now: datetime) -> None:
    """What was estimated for whoever is no member any more, or before the rule ended."""
    Estimate.objects.filter(at__lt=now - timedelta(hours=1)).delete()
