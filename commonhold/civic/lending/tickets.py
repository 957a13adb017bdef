"""How a lent juror gets to the evidence: her own co-op signs her a way in, for one jury and a short time.

The borrower learns from it by which key its lot called her, and never who she is. Whoever has the address
can go in while it holds; so it holds for two hours, and her own co-op's page makes a new one each time.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.lending import wire
from commonhold.civic.lending.borrower import lender_of
from commonhold.civic.lending.models import Seat
from commonhold.civic.lending.refusals import NoSuchSeat, TicketOver
from commonhold.civic.peers import notes
from commonhold.ground.installation.queries import must_be_founded
from rulebook.canonical import Json
from rulebook.merkle import parse_vkey

HOLDS = timedelta(hours=2)


@dataclass(frozen=True)
class Ticket:
    """Whoever comes with it has this seat of ours."""

    draw: str
    key: str


def address(by: int, seat_id: int, *, now: datetime) -> str:
    """Where somebody of ours reads and votes, on the other co-op's page. Raises NoSuchSeat."""
    seat = Seat.objects.select_related("pool__peer").filter(id=seat_id, person_id=by, ended_at=None).first()
    if seat is None or seat.pool.peer.until is not None:
        raise NoSuchSeat
    peer = seat.pool.peer
    body: dict[str, Json] = {
        "draw": seat.pool.draw,
        "key": seat.key,
        "until": int((now + HOLDS).timestamp()),
    }
    note = notes.signed(wire.TICKET, wire.stamped(body, to=parse_vkey(peer.log_key).name, now=now))
    return f"{peer.url}/juries/lent/{urlsafe_b64encode(note).decode().rstrip('=')}"


def opened(text: str, *, now: datetime) -> Ticket:
    """What a ticket of a peer's gives. Raises TicketOver for one that is none, or no more."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        peer, said = notes.opened_of_a_peer(data, kind=wire.TICKET)
    except (ValueError, UnicodeError) as wrong:
        raise TicketOver from wrong
    draw, key, until = said.get("draw"), said.get("key"), said.get("until")
    if said.get("to") != must_be_founded().record_origin or type(until) is not int:
        raise TicketOver
    if not int(now.timestamp()) < until <= int((now + HOLDS * 2).timestamp()):
        raise TicketOver
    found = wire.lent_key(parse_vkey(peer.log_key).name, str(key))
    if not isinstance(draw, str) or lender_of(draw, found) != peer.id:
        raise TicketOver
    return Ticket(draw, found)
