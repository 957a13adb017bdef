"""What somebody signs in with besides a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from commonhold.social.people.queries.viewer import Viewer


@dataclass(frozen=True)
class KeyView:
    """A passkey or a security key. `is_passkey`: one signs in with it alone."""

    id: int
    name: str
    is_passkey: bool
    since: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """`codes_left` is None where there are no recovery codes.

    `has_second`: a password alone does not open the account.
    """

    has_codes_app: bool
    keys: tuple[KeyView, ...]
    codes_left: int | None

    @property
    def has_second(self) -> bool:
        return self.has_codes_app or bool(self.keys)


def factors(viewer: Viewer) -> Factors:
    """The viewer's own, as whomever she speaks."""
    rows = list(Authenticator.objects.filter(user__people=viewer.person_id or 0).order_by("id"))
    spare = next((each for each in rows if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        has_codes_app=any(each.type == Authenticator.Type.TOTP for each in rows),
        keys=tuple(
            KeyView(
                each.pk,
                each.wrap().name,
                bool(each.wrap().is_passwordless),
                each.created_at,
                each.last_used_at,
            )
            for each in rows
            if each.type == Authenticator.Type.WEBAUTHN
        ),
        codes_left=None if spare is None else len(spare.wrap().get_unused_codes()),
    )
