from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_FILMS = _("They are kept as they are, so they fill our disk and our lines.")


@dataclass(frozen=True)
class MediaCharter(Section):
    """How large what people bring may be."""

    section = "media"
    title = _("Pictures, sound and film")

    picture_megabytes: int = parameter(
        16,
        words=_("Largest picture"),
        unit=Unit.MEGABYTES,
        low=1,
        high=60,
        because=_("We make a smaller copy of each and keep only that."),
    )
    picture_megapixels: int = parameter(
        50,
        words=_("Most points in a picture"),
        unit=Unit.MEGAPIXELS,
        low=8,
        high=80,
        because=_("A small file can hold a picture so large that opening it would stop our machine."),
    )
    film_megabytes: int = parameter(
        80, words=_("Largest film"), unit=Unit.MEGABYTES, low=1, high=90, because=_FILMS
    )
    sound_megabytes: int = parameter(
        40, words=_("Largest sound"), unit=Unit.MEGABYTES, low=1, high=90, because=_FILMS
    )
    elsewhere_days: int = parameter(
        30,
        words=_("How long pictures of other servers stay after somebody looked at them"),
        unit=Unit.DAYS,
        low=1,
        high=365,
        because=_("They are fetched again when somebody looks at them after that."),
    )
    elsewhere_megabytes: int = parameter(
        10_000,
        words=_("Most room for pictures, sound and film of other servers"),
        unit=Unit.MEGABYTES,
        low=100,
        high=1_000_000,
        because=_(
            "Members see them through us, so that no other server learns who looks, and our disk is ours."
        ),
    )
