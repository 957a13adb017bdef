"""What an ad's money is called where payments are expected."""

from __future__ import annotations

from typing import TypedDict

from commonhold.civic.payments.queries.asked import asked_for
from commonhold.civic.payments.queries.own import ExpectedLine
from commonhold.civic.sponsors.models import Ad

AD = "sponsors.ad"


class Asked(TypedDict):
    kind: str
    subject: str


def asked_as(ad: Ad) -> Asked:
    return Asked(kind=AD, subject=subject_of(ad))


def subject_of(ad: Ad) -> str:
    return f"ad:{ad.id}"


def expected(ad: Ad) -> ExpectedLine | None:
    """None before the panel approved it."""
    return asked_for(**asked_as(ad))
