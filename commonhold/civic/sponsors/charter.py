from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonhold.civic.sponsors.vocabulary import Category, Place
from commonhold.ground.charter.section import Section, Unit, Words, parameter

ALLOWED, NOT_ALLOWED = "allowed", "not-allowed"
SHOWN, NOT_SHOWN = "shown", "not-shown"
ON, OFF = "on", "off"
PANEL, BOARD = "sponsors", "board"
_CATEGORY = _("While no category is allowed, nothing is shown to anybody and nothing can be handed in.")
_PRICE = _("The list is public, and the same for every sponsor. Nobody pays more or less than it says.")


def _category(which: Category) -> Any:
    return parameter(
        NOT_ALLOWED,
        words=which.label,
        unit=Unit.CHOICE,
        choices=(NOT_ALLOWED, ALLOWED),
        because=_CATEGORY,
    )


def _price(words: Words, cents: int) -> Any:
    return parameter(cents, words=words, unit=Unit.CENTS, low=100, high=1_000_000, because=_PRICE)


@dataclass(frozen=True)
class SponsorsCharter(Section):
    """Whether and how we show ads: by page, never by person."""

    section = "sponsors"
    title = _("Sponsors")

    books: str = _category(Category.BOOKS)
    learning: str = _category(Category.LEARNING)
    culture: str = _category(Category.CULTURE)
    food: str = _category(Category.FOOD)
    crafts: str = _category(Category.CRAFTS)
    gardens: str = _category(Category.GARDENS)
    mobility: str = _category(Category.MOBILITY)
    software: str = _category(Category.SOFTWARE)
    co_operatives: str = _category(Category.CO_OPERATIVES)
    jobs: str = _category(Category.JOBS)
    own_default: str = parameter(
        OFF,
        words=_("Ads for a member who has not chosen"),
        unit=Unit.CHOICE,
        choices=(OFF, ON),
        decided_by="special",
        because=_("The same for all, whatever each gives or does not give: nothing tells of a waiver."),
    )
    strangers: str = parameter(
        NOT_SHOWN,
        words=_("Ads for people who are not signed in"),
        unit=Unit.CHOICE,
        choices=(NOT_SHOWN, SHOWN),
        because=_("Where they are shown, a small cookie counts how many a browser was shown today."),
    )
    most_a_day: int = parameter(
        3,
        words=_("Ads that a person is shown in a day, at most"),
        unit=Unit.NUMBER,
        low=1,
        high=20,
        because=_("Counted in the reader's own browser. We keep no list of who was shown what."),
    )
    panel: str = parameter(
        PANEL,
        words=_("The mandate whose holders approve ads"),
        unit=Unit.CHOICE,
        choices=(PANEL, BOARD),
        because=_("A vote gives and takes it. The board can do it where nobody else wants to."),
    )
    approvals: int = parameter(
        2,
        words=_("People of the panel who must approve an ad"),
        unit=Unit.PEOPLE,
        low=2,
        high=5,
        because=_("Never fewer than two, and never whoever handed it in."),
    )
    tag_cents: int = _price(_("A week on one tag's page"), 500)
    group_cents: int = _price(_("A week on one group's page"), 500)
    local_cents: int = _price(_("A week on “Everybody here”"), 2_000)
    discover_cents: int = _price(_("A week on “Discover”"), 2_000)

    def allows(self, category: str) -> bool:
        return category in Category.values and getattr(self, category) == ALLOWED

    @property
    def allowed(self) -> list[Category]:
        return [each for each in Category if self.allows(each)]

    @property
    def prices(self) -> dict[Place, int]:
        """Cents for a week in each kind of place."""
        return {
            Place.TAG: self.tag_cents,
            Place.GROUP: self.group_cents,
            Place.LOCAL: self.local_cents,
            Place.DISCOVER: self.discover_cents,
        }
