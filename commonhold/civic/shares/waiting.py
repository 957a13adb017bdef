"""Shares that somebody has plans for: under notice, or on their way to another member."""

from __future__ import annotations

from django.db.models import Sum

from commonhold.civic.shares.holdings import holding
from commonhold.civic.shares.models import Notice, Transfer, TransferStep
from commonhold.civic.shares.refusals import InNotice, NotSoManyShares

_OVER = ("declined", "taken-back", "done")


def in_notice(member: int, share_class: str) -> int:
    """How many of her shares are under notice."""
    rows = Notice.objects.filter(member=member, share_class=share_class, end=None)
    return rows.aggregate(all=Sum("shares"))["all"] or 0


def on_their_way(member: int, share_class: str) -> int:
    """How many she wants to give to somebody else."""
    over = TransferStep.objects.filter(kind__in=_OVER).values("transfer")
    rows = Transfer.objects.filter(member=member, share_class=share_class).exclude(id__in=over)
    return rows.aggregate(all=Sum("shares"))["all"] or 0


def free(member: int, share_class: str) -> int:
    """How many there are no plans for."""
    held = holding(member, share_class).shares
    return held - in_notice(member, share_class) - on_their_way(member, share_class)


def must_be_free(member: int, share_class: str, shares: int) -> None:
    """Raises NotSoManyShares, or InNotice where some of them are planned for already."""
    if not 0 < shares <= holding(member, share_class).shares:
        raise NotSoManyShares
    left = free(member, share_class)
    if shares > left:
        raise InNotice(max(0, left))
