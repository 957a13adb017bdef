from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")


@dataclass(frozen=True)
class FeedsCharter(Section):
    """How home feeds are ordered where nobody chose for herself, and what an order may draw from."""

    section = "feeds"
    title = _("Feeds")

    community: str = parameter(
        "",
        words=_("The order of home feeds, unless somebody chooses another"),
        unit=Unit.TEXT,
        high=64,
        because=_("Empty: newest first. Else the fingerprint (SHA-256) of a feed's document."),
        valid=lambda value: _DIGEST.fullmatch(value) is not None,
    )
    reach: int = parameter(
        300,
        words=_("Posts of one's own people that an ordered feed looks back on"),
        unit=Unit.POSTS,
        low=50,
        high=700,
        because=_("What is older stands in the feed that is newest first, which everybody can go back to."),
    )
    recommended: int = parameter(
        100,
        words=_("Posts of others that an ordered feed may draw from"),
        unit=Unit.POSTS,
        high=200,
        because=_("Public posts of this server, by people who let themselves be recommended. 0: none."),
    )
