"""Which agreements may go from where to where, and who stands on which side of one."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.exchange import deposits
from commonhold.civic.exchange.models import Agreement, Change
from commonhold.civic.exchange.notes import note
from commonhold.civic.exchange.refusals import NoSuchAgreement, NotNow
from commonhold.civic.exchange.vocabulary import OVER, Answer, Deed, State

#: From each state, those that may follow on it.
FOLLOWS: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.AGREED, State.DECLINED, State.WITHDRAWN, State.LAPSED}),
    State.AGREED: frozenset({State.DONE, State.SETTLED, State.CANCELLED, State.LAPSED, State.DISPUTED}),
    State.DONE: frozenset({State.SETTLED, State.DISPUTED, State.LAPSED}),
    State.SETTLED: frozenset({State.DISPUTED}),
    State.CANCELLED: frozenset({State.DISPUTED}),
    State.DISPUTED: frozenset({State.RESOLVED}),
}


def lock(by: int, agreement_id: int) -> Agreement:
    """One's own, locked. Raises NoSuchAgreement to whoever has no side in it."""
    row = locked(agreement_id)
    if row is None or by not in {row.giver_id, row.receiver_id}:
        raise NoSuchAgreement
    return row


def locked(agreement_id: int) -> Agreement | None:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("offer")
    return rows.filter(id=agreement_id).first()


def must_be(row: Agreement, *states: State) -> None:
    """Raises NotNow."""
    if row.state not in states:
        raise NotNow(str(State(row.state).label))


def go(row: Agreement, to: State, kind: Deed, by: int | None, now: datetime, *, words: str = "") -> None:
    """Go on to another state, and note why. Raises NotNow where that state does not follow."""
    move(row, to, now)
    note(row, kind, by, now, words)


def move(row: Agreement, to: State, now: datetime) -> None:
    """Go on to another state, for whoever notes why; a change that waits is overtaken. Raises NotNow.

    A deposit is held while it is agreed or disputed, and free in every other state.
    """
    if to not in FOLLOWS.get(State(row.state), ()):
        raise NotNow(str(State(row.state).label))
    row.state = to
    if to == State.DONE and row.done_at is None:
        row.done_at = now
    if to in OVER and row.over_at is None:
        row.over_at = now
    row.save(update_fields=["state", "done_at", "over_at"])
    if to != State.AGREED:
        waiting = Change.objects.filter(agreement=row, answer="")
        waiting.update(answer=Answer.OVERTAKEN, answered_at=now)
    if to not in {State.AGREED, State.DISPUTED}:
        deposits.free(row, now)


def both(row: Agreement) -> tuple[int, int]:
    return row.giver_id, row.receiver_id
