from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.decisions import setting
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.decisions.actions import Enacted
from commonhold.ground.refusal import Refusal


@transaction.atomic
def adjust_parameter(by: int, *, key: str, value: int | str, now: datetime) -> Enacted:
    """Set a number alone, inside the range that a vote gave to a mandate of `by`; at once, on the record.

    Raises Refusal when no vote gave a range, `by` does not hold its mandate, or the value is outside.
    """
    allowed = charter.current().ranges.get(key)
    if allowed is None:
        raise Refusal(_("No vote has let anybody set this alone. You can propose it."))
    mandate = mandates.must_hold(by, Role(allowed.mandate), at=now)
    enacted = decisions.enact(
        [setting(key, value)],
        reference=f"mandate:{mandate.id}:{ids.new_id(now)}",
        rule=charter.current().rule_for(key),
        mandate=allowed.mandate,
        now=now,
    )
    if not enacted.done:
        raise Refusal(enacted.reason)
    return enacted
