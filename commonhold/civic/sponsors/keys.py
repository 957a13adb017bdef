"""What proves that somebody reads the mail of a sponsor's contact: the end of the address in that mail."""

from __future__ import annotations

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare


def key_of(ad_id: int) -> str:
    """Of this ad alone; it is kept nowhere."""
    return Signer(salt="sponsors.contact").signature(str(ad_id))


def fits(ad_id: int, key: str) -> bool:
    return bool(key) and constant_time_compare(key, key_of(ad_id))
