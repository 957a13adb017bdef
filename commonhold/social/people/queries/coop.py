"""The account that speaks for the co-op itself."""

from __future__ import annotations

from commonhold.ground.always import always
from commonhold.ground.once import once
from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import CoopAccount
from commonhold.social.people.refusals import NoHuman


@once
def coop_account_id() -> int | None:
    """The id of the person that the co-op speaks as, or None before there is one."""
    return next((person_id for (person_id,) in _account()), None)


def must_be_human(person_id: int) -> None:
    """What only a human can do. Raises NoHuman for the co-op's own account."""
    if person_id == coop_account_id():
        raise NoHuman


_account = always(Prepared(lambda: CoopAccount.objects.values_list("person_id", flat=True)))
