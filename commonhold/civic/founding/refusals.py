"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import Refusal


class NoSuchTemplate(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(_("There is no charter template “{name}”."), field="template", name=name)


class TooFewFounders(Refusal):
    def __init__(self, fewest: int) -> None:
        words = _("A co-op begins with at least {fewest} founders, so that nobody's word is the only one.")
        super().__init__(words, field="founders", fewest=fewest)


class SameEmail(Refusal):
    def __init__(self, position: int) -> None:
        words = _("Another founder has this address already. Each signs in with her own.")
        super().__init__(words, field=f"founders.{position}.email")


class FounderRefused(Refusal):
    """Something about one founder: the reason of another room, beside that founder's field."""

    def __init__(self, position: int, reason: Refusal) -> None:
        field = _FIELDS.get(reason.field or "", "name")
        super().__init__("{reason}", field=f"founders.{position}.{field}", reason=str(reason))


class CharterRefused(Refusal):
    """A value of the new charter was refused."""

    def __init__(self, reason: str, field: str | None) -> None:
        super().__init__("{reason}", field=field, reason=reason)


_FIELDS = {"email": "email", "password": "password"}
