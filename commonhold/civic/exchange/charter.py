from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

MEMBERS, EVERYBODY, NOBODY = "members", "everybody", "nobody"
BETWEEN_TWO, NONE = "between-two", "none"

_CATEGORIES = """\
Rides
Rooms
Repair and building
House and garden
Lessons and languages
Care and company
Food
Things to lend
Things to give
Photographs, music and texts
Other help"""

_REFUSED = """\
weapon
ammunition
explosives
cocaine
heroin
fentanyl
ivory
endangered species
forged documents
human organs"""

_LOOKED_AT = """\
knife
medicine
prescription
tobacco
alcohol
loan
investment
adoption"""


@dataclass(frozen=True)
class ExchangeCharter(Section):
    """Offers, requests and agreements among people: what they may name, and what happens by itself."""

    section = "exchange"
    title = _("Offers and agreements")

    open_to: str = parameter(
        MEMBERS,
        words=_("Who may offer, ask and agree"),
        unit=Unit.CHOICE,
        choices=(MEMBERS, EVERYBODY, NOBODY),
        because=_("Everybody means all who have an account here. What was agreed goes on in any case."),
    )
    categories: str = parameter(
        _CATEGORIES,
        words=_("What may be offered, one category to a line"),
        unit=Unit.TEXT,
        low=1,
        high=2000,
        because=_(
            "An offer stands under one of them. A category that goes leaves its offers where they are."
        ),
    )
    refused_words: str = parameter(
        _REFUSED,
        words=_("Words of what is never offered here, one to a line"),
        unit=Unit.TEXT,
        high=4000,
        decided_by="special",
        because=_("An offer that says one of them is refused before anybody sees it, with the word named."),
    )
    looked_at_words: str = parameter(
        _LOOKED_AT,
        words=_("Words of what somebody looks at, one to a line"),
        unit=Unit.TEXT,
        high=4000,
        because=_("Such an offer is shown, and those who keep order are told of it at once."),
    )
    offers_each: int = parameter(
        30,
        words=_("Offers and requests that one person may have open"),
        unit=Unit.NUMBER,
        low=1,
        high=500,
        because=_("Enough for a workshop, too few to bury those of others."),
    )
    offer_days: int = parameter(
        90,
        words=_("How long an offer stands before it expires"),
        unit=Unit.DAYS,
        low=7,
        high=365,
        because=_("Its author extends it with a press of a button, and is asked a week before."),
    )
    most_minutes: int = parameter(
        2_400,
        words=_("The highest price of one agreement in mutual credit, in minutes"),
        unit=Unit.NUMBER,
        low=60,
        high=60_000,
        because=_("Forty hours at first. A slip of the finger is refused, and nobody is ruined."),
    )
    most_cents: int = parameter(
        500_000,
        words=_("The highest price of one agreement in money"),
        unit=Unit.CENTS,
        low=1_000,
        high=10_000_000,
        because=_("What is more than that needs a contract on paper."),
    )
    answer_days: int = parameter(
        7,
        words=_("Time to answer when somebody asks"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        because=_("After it, or when its time has come, the question lapses and nothing is owed."),
    )
    silence_days: int = parameter(
        14,
        words=_("Time to say that something was done"),
        unit=Unit.DAYS,
        low=3,
        high=90,
        because=_(
            "One said so and the other nothing in that time: it counts as done. Neither did: it lapses, and "
            "nothing is paid."
        ),
    )
    words_days: int = parameter(
        14,
        words=_("Time to write a word on how it went"),
        unit=Unit.DAYS,
        low=3,
        high=90,
        because=_("Both words are published together, or when this time is over, so that neither answers."),
    )
    dispute_days: int = parameter(
        30,
        words=_("Time to open a dispute"),
        unit=Unit.DAYS,
        low=7,
        high=365,
        because=_("Counted from the day on which it was done."),
    )
    mediator_days: int = parameter(
        7,
        words=_("Time for somebody to take on a dispute"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        because=_(
            "Whoever holds a mandate is reminded when half of it is over. After it a jury is asked by "
            "itself; where there are too few people, it ends without an outcome."
        ),
    )
    mediation_days: int = parameter(
        14,
        words=_("Time to find a way with a mediator"),
        unit=Unit.DAYS,
        low=3,
        high=90,
        because=_(
            "After it whoever holds a mandate is reminded, and its mediator may end it. After as long again "
            "a jury is asked by itself, so that nothing stays open for ever."
        ),
    )
    deposits: str = parameter(
        BETWEEN_TWO,
        words=_("Deposits"),
        unit=Unit.CHOICE,
        choices=(BETWEEN_TWO, NONE),
        decided_by="special",
        because=_(
            "The co-op holds nobody's deposit: that is a bank's business. The two may name one between them."
        ),
    )
    pool_days: int = parameter(
        14,
        words=_("Time for the artists of a joint collection to vote"),
        unit=Unit.DAYS,
        low=3,
        high=60,
        because=_("It passes as soon as more than half of them say yes, and fails when this time is over."),
    )
    fee_permille: int = parameter(
        0,
        words=_("What the co-op asks of an agreement in money, of a thousand"),
        unit=Unit.NUMBER,
        high=100,
        decided_by="special",
        because=_("Whoever received the money is sent an invoice. Gifts, time and mutual credit are free."),
    )
    aggregate_from: int = parameter(
        5,
        words=_("From how many words on somebody a sum of them is shown"),
        unit=Unit.NUMBER,
        low=5,
        high=50,
        because=_("Fewer would say who wrote what. There is no mark or rank of a person anywhere."),
    )

    @property
    def each_category(self) -> list[str]:
        return _lines(self.categories)

    @property
    def each_refused(self) -> list[str]:
        return _lines(self.refused_words)

    @property
    def each_looked_at(self) -> list[str]:
        return _lines(self.looked_at_words)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split())[:60])]
