"""Jurors that co-ops lend each other: the part of the register that joins peers, lending and moderation."""

from __future__ import annotations

from commonhold.civic.lending import agreeing, borrower
from commonhold.civic.lending.decisions import BorrowJurors, LendJurors
from commonhold.civic.lending.news import BorrowingEnded, CallRefused, LentJurorVoted, PoolsAnswered
from commonhold.civic.moderation import borrowing
from commonhold.civic.peers.news import PeerEnded
from commonhold.ground.decisions import register as decisions
from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news


def wire() -> None:
    """Called once, by the register."""
    decisions.offer(LendJurors)
    decisions.offer(BorrowJurors)
    jobs.offer_rounds("lending.tell", borrower.deliver, is_due=borrower.is_due)
    news.subscribe(PeerEnded, agreeing.on_peer_ended)
    news.subscribe(PoolsAnswered, borrowing.on_pools_answered)
    news.subscribe(CallRefused, borrowing.on_call_refused)
    news.subscribe(BorrowingEnded, borrowing.on_borrowing_ended)
    news.subscribe(LentJurorVoted, borrowing.on_lent_juror_voted)
