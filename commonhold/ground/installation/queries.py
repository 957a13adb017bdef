from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground.always import always
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation
from commonhold.ground.once import once
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Place:
    """What this copy is."""

    mode: Mode
    public_url: str
    record_origin: str
    founded_at: datetime

    @property
    def is_real(self) -> bool:
        return self.mode == Mode.REAL


@once
def place() -> Place | None:
    """What this copy is, or None before its founding."""
    for mode, *rest in _installed():
        return Place(Mode(mode), *rest)
    return None


def must_be_founded() -> Place:
    """What this copy is. Raises Refusal before its founding."""
    here = place()
    if here is None:
        raise Refusal(_("No co-op lives in this data folder yet."))
    return here


def must_be_play(words: str) -> None:
    """Refuse with `words` in a real co-op, and where there is none yet."""
    here = place()
    if here is None or here.is_real:
        raise Refusal(words)


_installed = always(
    Prepared(
        lambda: Installation.objects.order_by("id").values_list(
            "mode", "public_url", "record_origin", "founded_at"
        )[:1]
    )
)
