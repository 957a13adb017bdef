from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

OPEN, SIGNED, CLOSED = "open", "signed", "closed"


@dataclass(frozen=True)
class SignedReadingCharter(Section):
    """Whether other servers must say who they are before they read what is public here."""

    section = "signed_reading"
    title = _("Reading by other servers")

    documents: str = parameter(
        OPEN,
        words=_("Who may fetch public posts and profiles as data"),
        unit=Unit.CHOICE,
        choices=(OPEN, SIGNED, CLOSED),
        because=_(
            "“open”: anybody, as with the pages. “signed”: servers that sign their requests, so that a block "
            "holds for them too; what checks a signature stays open. “closed”: that too is for signed "
            "requests alone, and some servers will not find us."
        ),
    )
