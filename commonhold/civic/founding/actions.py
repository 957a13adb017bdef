"""How a co-op begins: its people, first mandates, books, own account and enactment 0, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.founding.charter_templates import DEFAULT, template
from commonhold.civic.founding.handles import handles_for
from commonhold.civic.founding.refusals import CharterRefused, FounderRefused, SameEmail, TooFewFounders
from commonhold.civic.governance.decisions import AppointMandate, setting
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.civic.members.coop_account import open_coop_account
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as charter_register
from commonhold.ground.charter.actions import must_allow
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import change_address, install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions as people

FEWEST_FOUNDERS = 3

#: The first founder welcomes, the second keeps the books; all are the first board.
_EXTRA_ROLES = {0: Role.MEMBERSHIP, 1: Role.TREASURER}


@dataclass(frozen=True)
class Founder:
    """Somebody who begins the co-op. Her handle is made of her name."""

    name: str
    email: str
    password: str


@transaction.atomic
def found(
    *,
    name: str,
    purpose: str,
    founders: Sequence[Founder],
    public_url: str,
    mode: Mode = Mode.REAL,
    template_name: str = DEFAULT,
    time_zone: str = "UTC",
    currency: str = "EUR",
    now: datetime,
) -> list[int]:
    """Begin the co-op; return the founders' person ids in order. Raises Refusal, and then nothing is left.

    A refusal's field is "name", "purpose", "time_zone", "currency", "template", "public_url", "founders",
    or "founders.0.email" and the like, counted from 0.
    """
    chosen = template(template_name)
    said: dict[str, int | str] = {
        "co_op.name": name.strip(),
        "co_op.purpose": purpose.strip(),
        "co_op.time_zone": time_zone,
        "treasury.currency": currency,
    }
    _must_be_allowed(said)
    install(mode=mode, public_url=public_url, now=now)
    person_ids = _welcome(founders, now)
    enacted = decisions.enact(
        [*_charter_of({**chosen.values, **said}), *_mandates_for(person_ids)],
        reference="founding",
        rule=UNANIMOUS,
        now=now,
    )
    if not enacted.done:
        raise CharterRefused(enacted.reason, "template")
    books.open_books(now=now)
    open_coop_account(now=now)
    body: dict[str, str | int] = {"founders": len(person_ids), "template": chosen.name, "mode": str(mode)}
    record.append("commonhold.founded", body, about="founding", now=now)
    return person_ids


@transaction.atomic
def move_to(*, public_url: str, now: datetime) -> None:
    """Give the co-op another public URL, until others rely on it; refuses like `change_address`.

    The move itself is a leaf, so that the log's next checkpoint is signed under the new origin.
    """
    change_address(public_url=public_url)
    record.append("commonhold.moved", {"public_url": public_url.strip().rstrip("/")}, now=now)


def _must_be_allowed(said: Mapping[str, int | str]) -> None:
    """Refuse beside the founding form's own field what enactment would refuse anyway."""
    for key, value in said.items():
        try:
            must_allow(charter.current(), key, value, rule=UNANIMOUS)
        except Refusal as reason:
            raise CharterRefused(str(reason), key.partition(".")[2]) from reason


def _welcome(founders: Sequence[Founder], now: datetime) -> list[int]:
    """Accounts and memberships; each founder begins a branch and votes at once."""
    if len(founders) < FEWEST_FOUNDERS:
        raise TooFewFounders(FEWEST_FOUNDERS)
    addresses = [each.email.strip().lower() for each in founders]
    for position, address in enumerate(addresses):
        if address in addresses[:position]:
            raise SameEmail(position)
    handles = handles_for([each.name for each in founders])
    person_ids = []
    for position, (founder, handle) in enumerate(zip(founders, handles, strict=True)):
        try:
            person_id = people.open_account(
                email=founder.email,
                password=founder.password,
                handle=handle,
                display_name=founder.name,
                confirmed=True,
                now=now,
            )
        except Refusal as reason:
            raise FounderRefused(position, reason) from reason
        members.enrol(person_id, votes_from=now, now=now)
        person_ids.append(person_id)
    return person_ids


def _charter_of(values: Mapping[str, int | str]) -> list[Decision]:
    """A decision for every parameter: the chosen value, or else its default."""
    unknown = values.keys() - {each.key for each in charter_register.parameters()}
    if unknown:
        raise ValueError(f"a charter template sets what does not exist: {sorted(unknown)}")
    return [
        setting(each.key, values.get(each.key, each.write(each.default)))
        for each in charter_register.parameters()
    ]


def _mandates_for(person_ids: Sequence[int]) -> list[Decision]:
    extra = [AppointMandate(str(person_ids[position]), role) for position, role in _EXTRA_ROLES.items()]
    return [*(AppointMandate(str(each), Role.BOARD) for each in person_ids), *extra]
