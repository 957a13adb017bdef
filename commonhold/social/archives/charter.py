from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class ArchivesCharter(Section):
    """How much somebody may bring along from another server."""

    section = "archives"
    title = _("Moving in")

    archive_megabytes: int = parameter(
        2000,
        words=_("Largest archive from another server"),
        unit=Unit.MEGABYTES,
        low=10,
        high=20_000,
        because=_("It counts packed and unpacked. While it is read it lies on our disk, and then it goes."),
    )
    archive_posts: int = parameter(
        100_000,
        words=_("Most posts in an archive"),
        unit=Unit.POSTS,
        low=1000,
        high=1_000_000,
        because=_("They are written a few at a time, so that nobody waits for them."),
    )
