"""The co-op's own account: it bears the charter's name and purpose, and its members read it."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.db import transaction

from commonhold.civic.members import queries as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.people import actions as people
from commonhold.social.people import handles
from commonhold.social.people import queries as people_queries

_OPEN = "members.coop-account"


@transaction.atomic
def open_coop_account(*, now: datetime) -> int:
    """Open the account that speaks for the co-op, or bring its name up to date; return its id.

    All who are members when it opens follow it. Whoever joins later does so then (`actions.admit`).
    """
    here = charter.current().read(CoopCharter)
    plain = handles.made_of(here.name) or "coop"
    return people.open_coop_account(
        wanted_handles=(each for number in count(2) for each in _handles(plain, number)),
        name=here.name,
        summary=here.purpose,
        followers=members.members(now),
        now=now,
    )


def schedule_coop_account(*, now: datetime) -> None:
    """After an upgrade of a co-op that has no such account yet: have it opened, once."""
    if people_queries.coop_account_id() is None:
        jobs.schedule(_OPEN, key="once", due=now, payload={})


def _handles(plain: str, number: int) -> list[str]:
    """The name itself, then with what it is, then numbered."""
    return [plain, f"{plain}_coop"] if number == 2 else [f"{plain}_{number - 1}"]


def _open(payload: Payload, now: datetime) -> None:
    open_coop_account(now=now)


KINDS = [Kind(_OPEN, _open)]
