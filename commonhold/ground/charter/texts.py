"""The texts that members and guests live under. Each change stands in the charter's history."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_LONGEST = 100_000  # characters


@dataclass(frozen=True)
class TextsCharter(Section):
    """Bylaws, terms and what else must be written down. Markdown; empty where a co-op has none yet."""

    section = "texts"
    title = _("What is written down")

    bylaws: str = parameter(
        "",
        words=_("Our bylaws"),
        unit=Unit.TEXT,
        high=_LONGEST,
        decided_by="special",
        because=_("The law of the co-op. Some countries' law lets a change hold only when it is registered."),
    )
    terms: str = parameter(
        "",
        words=_("Terms of use"),
        unit=Unit.TEXT,
        high=_LONGEST,
        decided_by="special",
        because=_("What everybody with an account agrees to. Everybody is told when they change."),
    )
    privacy: str = parameter(
        "",
        words=_("Privacy notice"),
        unit=Unit.TEXT,
        high=_LONGEST,
        decided_by="special",
        because=_("What we keep about people, why, and for how long. Everybody is told when it changes."),
    )
    imprint: str = parameter(
        "",
        words=_("Imprint"),
        unit=Unit.TEXT,
        high=5_000,
        because=_("Who answers for these pages, and how to reach them."),
    )
    conduct: str = parameter(
        "",
        words=_("Code of conduct"),
        unit=Unit.TEXT,
        high=_LONGEST,
        because=_("How we want to be with each other."),
    )
    minimum_age: int = parameter(
        0,
        words=_("Minimum age, in years"),
        unit=Unit.NUMBER,
        high=18,
        decided_by="special",
        because=_("Whoever opens an account says that she is as old as this. With 0 nobody is asked."),
    )
    law: str = parameter(
        "neutral",
        words=_("The law that we live under"),
        unit=Unit.CHOICE,
        choices=("neutral", "de-eg", "uk-cbs", "us-subchapter-t"),
        decided_by="special",
        because=_("It sets floors that no vote can go below; each is named with its paragraph."),
    )


#: Of these everybody with an account is told when they change, not the members alone.
TOLD_TO_ALL = frozenset({"texts.terms", "texts.privacy", "texts.minimum_age"})
