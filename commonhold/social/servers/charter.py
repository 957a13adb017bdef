from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

EVERYBODY, ONLY_ALLOWED = "everybody", "only allowed"


@dataclass(frozen=True)
class ServersCharter(Section):
    """With which other servers we speak, and for how long we try."""

    section = "servers"
    title = _("Other servers")

    open_to: str = parameter(
        EVERYBODY,
        words=_("Servers whose people may reach us"),
        unit=Unit.CHOICE,
        choices=(EVERYBODY, ONLY_ALLOWED),
        because=_(
            "“everybody”: all but those that we blocked. “only allowed”: only those that a decision allowed, "
            "which keeps strangers out, and most of the network."
        ),
    )
    patience_hours: int = parameter(
        48,
        words=_("How long we try to reach a server that does not answer"),
        unit=Unit.HOURS,
        low=6,
        high=168,
        because=_("After that what we had to tell it is old, and the queue only grows."),
    )
