"""Where somebody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.rights.models import SignIn
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

_SHOWN = 50


@dataclass(frozen=True)
class SignInView:
    """A browser. `is_here`: the one that asks; `ended_at` is None while she is signed in there."""

    id: int
    device: str
    way: str
    at: datetime
    ended_at: datetime | None
    is_here: bool


def sign_ins(viewer: Viewer, *, session_key: str) -> list[SignInView]:
    """Of the human who looks, as whomever she speaks; the latest first."""
    login_id = people.login_of(viewer.person_id or 0) or 0
    rows = SignIn.objects.filter(login_id=login_id).order_by("-id")[:_SHOWN]
    return [
        SignInView(
            id=each.id,
            device=each.device,
            way=each.way,
            at=each.at,
            ended_at=each.ended_at,
            is_here=each.session_key == session_key and each.ended_at is None,
        )
        for each in rows
    ]
