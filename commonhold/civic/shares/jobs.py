"""What happens by itself: newcomers take their shares, leavers give theirs back, days fall due."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members.news import MemberJoined, MemberLeft
from commonhold.civic.payments.refusals import ArrivedAlready
from commonhold.civic.shares import offers, paying_back, register, taking
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import held_by
from commonhold.civic.shares.models import Notice, Operation, Pledge, Transfer, TransferStep
from commonhold.civic.shares.waiting import in_notice
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs.register import Kind, Payload


def take_first_shares(news: MemberJoined, now: datetime) -> None:
    """Where shares are compulsory, whoever joins subscribes the least number."""
    here = charter.current().read(SharesCharter)
    if here.joining != "compulsory" or here.most_shares == 0:
        return
    if not Operation.objects.filter(member=news.number).exists():
        taking.subscribe(news.person_id, news.number, here.least_shares, by=None, now=now)


def give_notice_of_all(news: MemberLeft, now: datetime) -> None:
    """Whoever left gets all shares back, with notice; what she planned with them, or pledged, ends."""
    register.lock()
    _end_transfers(news.person_id, now)
    _call_pledges_off(news.person_id, now)
    for share_class, held in held_by(news.number).items():
        rest = held.shares - in_notice(news.number, share_class)
        if rest > 0:
            leaving = Notice.Because.LEAVING
            paying_back.give(news.person_id, news.number, share_class, rest, leaving, now=now)


def pay_back(payload: Payload, now: datetime) -> None:
    """A notice fell due, a suspension ended, or a month went by."""
    paying_back.settle_due(now)


def close_offer(payload: Payload, now: datetime) -> None:
    offers.close(int(payload["offer"]), now)


def _end_transfers(person_id: int, now: datetime) -> None:
    over = [TransferStep.Kind.DONE, TransferStep.Kind.DECLINED, TransferStep.Kind.TAKEN_BACK]
    ended = TransferStep.objects.filter(kind__in=over).values("transfer")
    for row in Transfer.objects.filter(giver_id=person_id).exclude(id__in=ended):
        kind = TransferStep.Kind.TAKEN_BACK
        TransferStep.objects.create(id=ids.new_id(now), transfer=row, kind=kind, by_id=person_id, at=now)
    for row in Transfer.objects.filter(receiver_id=person_id).exclude(id__in=ended):
        kind = TransferStep.Kind.DECLINED
        TransferStep.objects.create(id=ids.new_id(now), transfer=row, kind=kind, by_id=person_id, at=now)


def _call_pledges_off(person_id: int, now: datetime) -> None:
    for pledge in Pledge.objects.filter(person_id=person_id, end=None, paid=None):
        try:
            offers.call_off(pledge, now)
        except ArrivedAlready:
            continue  # it is paid: the offer's end owes it back


KINDS = [Kind(paying_back.JOB, pay_back), Kind(offers.JOB, close_offer)]
