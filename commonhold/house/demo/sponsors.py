"""Sponsors of the sample co-op: a vote that allows four kinds of ads, a panel, and what became of the ads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.sponsors import counting, days
from commonhold.civic.sponsors.actions.answering import approve_ad, decline_ad, end_ad
from commonhold.civic.sponsors.actions.handing_in import Offer, hand_in_ad
from commonhold.civic.sponsors.actions.paying import book_payment, book_refund
from commonhold.civic.sponsors.actions.wishing import choose_ads
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.media import actions as media

_DAY = 26.3
_ALLOWED = ("books", "crafts", "gardens", "co_operatives")
_PANEL = ("ada", "kira")
_BOOKS = {
    "sponsor": "Paper Lantern Books",
    "imprint": "Paper Lantern Books, 3 Mill Lane, Lantern Yard",
    "contact": "hello@lantern-books.example",
    "category": "books",
    "text": "Second-hand books by the river, and a reading room that is open to everybody on Thursdays.",
    "link": "https://lantern-books.example/",
}
_WHEELS = {
    "sponsor": "Two Wheels Workshop",
    "imprint": "Two Wheels Workshop co-operative, 11 Canal Street",
    "contact": "desk@two-wheels.example",
    "category": "crafts",
    "text": "Bring your bicycle, borrow our tools, and mend it with somebody who knows how.",
    "link": "https://two-wheels.example/evenings",
}
_SEEDS = {
    "sponsor": "Old Orchard Seeds",
    "imprint": "Old Orchard Seeds, Gardener's Row 8",
    "contact": "office@old-orchard.example",
    "category": "gardens",
    "text": "Open-pollinated seeds. Save them, share them, sow them again next year.",
    "link": "https://old-orchard.example/",
}
_BAKERS = {
    "sponsor": "Bakers' Association",
    "imprint": "Association of bakeries that their workers own, Market Square 2",
    "contact": "write@bakers.example",
    "category": "co_operatives",
    "text": "Six bakeries that belong to those who bake. We look for a seventh.",
    "link": "https://bakers.example/seventh",
}


def plan(town: Town) -> None:
    on = town.calendar.on
    on(_DAY, _proposes(town))
    on(42.1, _wants(town, ("ada", "ben", "kira", "hana")))
    on(42.5, _runs(town, _SEEDS, 1, 130, tags=["seeds"], is_local=True))
    on(47.2, _runs(town, _BOOKS, 3, 415, tags=["seeds", "books"], is_local=True, picture=True))
    on(49.4, _ends_early(town))
    on(50.2, _runs(town, _WHEELS, 2, 265, tags=["seeds", "repair"], groups=["mending"], is_discover=True))
    on(53.3, _is_declined(town, "misleading", "It says “free”, and its page asks for a subscription."))
    on(57.5, _is_declined(town, "means", "Its page counts each visitor for three other companies."))
    on(58.4, _waits_for_money(town))
    on(59.3, _waits(town))


def _proposes(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        kira = town.ids["kira"]
        made = draft_proposal(
            kira,
            title="Sponsors, a little: books, crafts, gardens, co-operatives",
            text=(
                "A few ads on pages of ours, chosen by the page and never by the person, off for everybody "
                "who does not switch them on. Ada and I would read each before it runs."
            ),
            decisions=[
                *(SetParameter(f"sponsors.{each}", "allowed") for each in _ALLOWED),
                *(AppointMandate(str(town.ids[each]), "sponsors", 12) for each in _PANEL),
            ],
            now=at,
        )
        announce_proposal(kira, proposal_id=made, now=at)
        roll = [each for each in town.members() if members.may_vote(town.ids[each], at=at)]
        town.calendar.on(_DAY + 0.4, _votes(town, made, roll))

    return deed


def _votes(town: Town, proposal_id: int, roll: Sequence[str]) -> Deed:
    def deed(at: datetime) -> None:
        for number, handle in enumerate(roll):
            choice = "no" if number % 5 == 3 else "yes"
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice=choice, now=at)

    return deed


def _wants(town: Town, handles: Sequence[str]) -> Deed:
    def deed(at: datetime) -> None:
        for each in handles:
            choose_ads(town.ids[each], wants=True, now=at)

    return deed


def _hands_in(town: Town, said: dict[str, Any], at: datetime, *, picture: bool = False, **more: Any) -> int:
    by = town.ids["hana"]
    medium_id = _shop(by, at) if picture else None
    return hand_in_ad(by, offer=Offer(**said, **more, medium_id=medium_id), now=at)


def _approved(town: Town, ad_id: int, at: datetime) -> None:
    for each in _PANEL:
        approve_ad(town.ids[each], ad_id=ad_id, now=at)


def _runs(town: Town, said: dict[str, Any], weeks: int, looks: int, **more: Any) -> Deed:
    def deed(at: datetime) -> None:
        made = _hands_in(town, said, at, weeks=weeks, **more)
        _approved(town, made, at)
        book_payment(town.ids["ben"], ad_id=made, now=at)
        day, _minute = days.day_and_minute(at)
        for _look in range(looks):
            counting.note_shown(made, day=day, spot="tag:seeds")
        counting.write_piles(at)

    return deed


def _ends_early(town: Town) -> Deed:
    """The workshop's first one named an evening that was called off."""

    def deed(at: datetime) -> None:
        made = _hands_in(
            town, {**_WHEELS, "text": "A mending evening on Friday."}, at, weeks=1, tags=["repair"]
        )
        _approved(town, made, at)
        book_payment(town.ids["ben"], ad_id=made, now=at)
        town.calendar.on(51.6, lambda later: _calls_off(town, made, later))

    return deed


def _calls_off(town: Town, ad_id: int, at: datetime) -> None:
    reason = "The evening was called off; its sponsor asked us to end it."
    end_ad(town.ids["kira"], ad_id=ad_id, ground="other", reason=reason, now=at)
    book_refund(town.ids["ben"], ad_id=ad_id, now=at)


def _is_declined(town: Town, ground: str, reason: str) -> Deed:
    def deed(at: datetime) -> None:
        said = {**_BOOKS, "sponsor": "Quick Reads", "contact": "sales@quick-reads.example"}
        made = _hands_in(town, said, at, weeks=4, is_local=True)
        decline_ad(town.ids["ada"], ad_id=made, ground=ground, reason=reason, now=at)

    return deed


def _waits_for_money(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        _approved(town, _hands_in(town, _BAKERS, at, weeks=2, is_discover=True, tags=["bread"]), at)

    return deed


def _waits(town: Town) -> Deed:
    """One of the panel has read it."""

    def deed(at: datetime) -> None:
        made = _hands_in(town, _SEEDS, at, weeks=2, tags=["seeds"], groups=["garden"])
        approve_ad(town.ids["kira"], ad_id=made, now=at)

    return deed


def _shop(by: int, at: datetime) -> int:
    """A shop window in the evening, drawn of a few shapes."""
    image = Image.new("RGB", (960, 640), "#22333b")
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 150, 840, 560), fill="#f3d9a4", outline="#5b4a3a", width=16)
    for shelf in range(3):
        foot = 280 + shelf * 120
        draw.rectangle((140, foot, 820, foot + 12), fill="#5b4a3a")
        for book in range(14):
            left, tall = 160 + book * 46, 60 + (book * 37 + shelf * 53) % 34
            colour = ("#8c3b2e", "#3f5a45", "#335577", "#c98a43")[(book + shelf) % 4]
            draw.rectangle((left, foot - tall, left + 34, foot), fill=colour)
    draw.ellipse((420, 20, 540, 140), fill="#f1a23c", outline="#fbe3b3", width=6)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=85)
    kept.seek(0)
    made = media.receive_medium(by, file=kept, filename="shop", purpose="ad", now=at)
    alt = "A lit shop window in the evening: three shelves of old books beneath a paper lantern."
    media.describe_medium(by, medium_id=made, alt=alt, now=at)
    return made
