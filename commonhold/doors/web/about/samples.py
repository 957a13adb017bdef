"""Samples for the gallery of components. Their people are the project's cast: fiction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.doors.web.media.cards import MediumCard
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.ground.ledger.amounts import amount_in_words

NOW = datetime(2027, 5, 3, 16, 30, tzinfo=UTC)
DEADLINE = NOW + timedelta(days=3, hours=2)
DEADLINE_SOON = NOW + timedelta(hours=5)
TOO_LONG: str | Promise = gettext_lazy(
    "We have more in the till than we need, and the reserve is full. Lower dues let people join who now "
    "hesitate. If the autumn brings higher bills we can vote again, and the charter still allows up to "
    "twenty euros a month."
)


@dataclass(frozen=True)
class Person:
    handle: str
    name: str


@dataclass(frozen=True)
class Post:
    id: int
    author: Person
    at: datetime
    html: SafeString
    replies: int = 0
    favourites: int = 0
    thanks: int = 0
    audience: str = "public"
    warning: str = ""
    favourited: bool = False
    thanked: bool = False
    boosts: int = 0
    boosted: bool = False
    bookmarked: bool = False
    may_boost: bool = True
    may_thank: bool = True
    edited_at: datetime | None = None
    media: tuple[MediumCard, ...] = ()

    @property
    def url(self) -> str:
        return f"/@{self.author.handle}/{self.id}"


@dataclass(frozen=True)
class Step:
    name: str
    status: str  # done, current, coming or stopped
    at: datetime | None = None


@dataclass(frozen=True)
class Difference:
    lead: str
    before: str
    after: str
    tail: str


@dataclass(frozen=True)
class Parameter:
    key: str
    words: str
    value: str
    unit: str = ""
    explained: str = ""
    bounds: str = ""
    since: datetime | None = None
    vote_title: str = ""
    vote_url: str = ""
    who_decides: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class Reason:
    handle: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Column:
    label: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    label: str
    words: str
    url: str = ""
    number: bool = False


@dataclass(frozen=True)
class Link:
    label: str
    url: str = ""
    current: bool = False
    count: int | None = None


ADA, BEN, CARO, DEV = (Person(name.lower(), name) for name in ("Ada", "Ben", "Caro", "Dev"))
EVE = Person("eve@elsewhere.example", "Eve Adler")
PEOPLE = (ADA, BEN, CARO, DEV, EVE)


def posts() -> tuple[Post, ...]:
    return (
        Post(
            id=1,
            author=CARO,
            at=NOW - timedelta(minutes=12),
            html=_paragraphs(
                _("The seed library is open again, every Saturday from ten. Bring a jar, take a jar."),
                _("Thank you to everybody who cleaned the shelves."),
            ),
            replies=3,
            favourites=11,
            thanks=4,
            favourited=True,
            boosts=2,
            boosted=True,
            bookmarked=True,
            media=(_drawing(_("Twelve glass jars of beans on a wooden shelf")),),
        ),
        Post(
            id=2,
            author=BEN,
            at=NOW - timedelta(hours=20),
            html=_paragraphs(_("April is in the books. Questions are welcome on Thursday.")),
            audience="members",
            may_boost=False,
            edited_at=NOW - timedelta(hours=19),
        ),
        Post(
            id=3,
            author=EVE,
            at=NOW - timedelta(days=2),
            html=_paragraphs(_("The last page surprised me: the baker knew all along.")),
            warning=_("Ending of the book"),
            favourites=1,
        ),
    )


def steps() -> tuple[Step, ...]:
    return (
        Step(_("Draft"), "done", NOW - timedelta(days=12)),
        Step(_("Discussion"), "done", NOW - timedelta(days=10)),
        Step(_("Notice"), "done", NOW - timedelta(days=4)),
        Step(_("Vote"), "current", NOW - timedelta(days=1)),
        Step(_("Count"), "coming", DEADLINE),
        Step(_("Waiting"), "coming", DEADLINE + timedelta(days=1)),
        Step(_("In force"), "coming", DEADLINE + timedelta(days=4)),
    )


def stopped_steps() -> tuple[Step, ...]:
    return (
        Step(_("Draft"), "done", NOW - timedelta(days=12)),
        Step(_("Vote"), "done", NOW - timedelta(days=6)),
        Step(_("Too few voted"), "stopped", NOW - timedelta(days=1)),
    )


def difference() -> Difference:
    return Difference(
        lead=_("Every paying member pays"),
        before=amount_in_words(500, "EUR"),
        after=amount_in_words(400, "EUR"),
        tail=_("a month, from the first day of the next month."),
    )


def parameters() -> tuple[Parameter, ...]:
    return (
        Parameter(
            key="treasury.dues_cents",
            words=_("Monthly dues"),
            value=amount_in_words(400, "EUR"),
            unit=_("a month"),
            explained=_("What every paying member gives. Members on the solidarity fund pay nothing."),
            bounds=_("between {low} and {high}").format(
                low=amount_in_words(0, "EUR"), high=amount_in_words(2000, "EUR")
            ),
            since=NOW - timedelta(days=20),
            vote_title=_("Dues for 2027"),
            vote_url="/decide",
            who_decides=_("All members, by simple majority"),
            change_url="/charter",
        ),
        Parameter(
            key="governance.quorum_percent",
            words=_("How many must vote for a count to stand"),
            value="25 %",
            unit=_("of the roll"),
            since=NOW - timedelta(days=90),
            who_decides=_("All members, by two thirds"),
            change_url="/charter",
        ),
    )


def choices() -> tuple[Choice, ...]:
    return (
        Choice("yes", _("Yes"), _("Dues become {amount}.").format(amount=amount_in_words(400, "EUR"))),
        Choice("no", _("No"), _("Dues stay at {amount}.").format(amount=amount_in_words(500, "EUR"))),
        Choice("abstain", _("I abstain"), _("Counts towards the quorum, not for or against.")),
    )


def reasons_for() -> tuple[Reason, ...]:
    return (
        Reason("ada", "Ada", _("The reserve is full. What we do not need should stay with people."), NOW),
        Reason("caro", "Caro", _("I know two who would join at four euros."), NOW - timedelta(days=1)),
    )


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Day")),
        Column(_("What for")),
        Column(_("Decided by")),
        Column(_("Amount"), number=True),
    )


def rows() -> tuple[tuple[Cell, ...], ...]:
    lines = (
        (_("Monday 3 May"), _("Dues of 38 members"), "", 19000),
        (_("Friday 30 April"), _("Server and backup"), _("Budget for 2027"), -4250),
        (_("Thursday 29 April"), _("Caro, for moderation in April"), _("Who is paid for what"), -12000),
    )
    day, what, by, amount = (column.label for column in columns())
    return tuple(
        (
            Cell(day, when),
            Cell(what, words),
            Cell(by, decided, url="/decide" if decided else ""),
            Cell(amount, amount_in_words(cents, "EUR", signed=True), number=True),
        )
        for when, words, decided, cents in lines
    )


def counted() -> tuple[Part, ...]:
    votes = ((_("Yes"), 27), (_("No"), 9), (_("I abstain"), 2))
    return tuple(Part(words, number, str(number)) for words, number in votes)


def sources() -> tuple[Part, ...]:
    return tuple(
        _euros(words, cents)
        for words, cents in ((_("Dues"), 19000), (_("Sponsors"), 6000), (_("Gifts"), 850))
    )


def uses() -> tuple[Part, ...]:
    return tuple(
        _euros(words, cents)
        for words, cents in (
            (_("Reserve"), 2600),
            (_("Servers and bills"), 4250),
            (_("People who were thanked"), 12000),
            (_("Next year"), 7000),
        )
    )


def trail() -> tuple[Link, ...]:
    return (Link(_("Charter"), "/charter"), Link(_("Money"), "/charter#money"), Link(_("Monthly dues")))


def tabs() -> tuple[Link, ...]:
    return (
        Link(_("To vote on"), "/decide", current=True, count=2),
        Link(_("In discussion"), "/decide?in=discussion", count=5),
        Link(_("Decided"), "/decide?in=decided"),
    )


def _drawing(alt: str) -> MediumCard:
    url = static("commonhold/icons/mark.svg")
    return MediumCard(
        id=1,
        kind="image",
        state="ready",
        url=url,
        small_url=url,
        mime="image/svg+xml",
        alt=alt,
        width=320,
        height=240,
        focus="focus-x-4 focus-y-4",
        colour="#2f5d48",
        is_animated=False,
        is_mine=False,
    )


def _paragraphs(*words: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((each,) for each in words))


def _euros(words: str, cents: int) -> Part:
    return Part(words, cents, amount_in_words(cents, "EUR"))
