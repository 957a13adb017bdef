"""What people of the sample co-op exchange: a ride, a room, a repair, a photograph, and a dispute."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from commonhold.civic.credit.actions import set_limit
from commonhold.civic.exchange.actions.asking import NO_TIME, Span, agree, ask
from commonhold.civic.exchange.actions.disputing import mediate, open_dispute, propose
from commonhold.civic.exchange.actions.doing import say_done, say_received
from commonhold.civic.exchange.actions.offering import Draft, publish_offer
from commonhold.civic.exchange.actions.opening import add_open_times, attach_work
from commonhold.civic.exchange.actions.telling_how import answer_word, write_word
from commonhold.civic.exchange.places import Point
from commonhold.civic.exchange.pricing import Asked
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.media import actions as media

_YARD = Point(52_520_000, 13_405_000)
_RIDE = Draft(
    direction="offer",
    category="Rides",
    title="Two seats to the coast, every Saturday",
    text="I drive at eight and come back on Sunday evening. Dogs are welcome, and so are songs.",
    place="From the old town hall",
    rough="district",
    point=_YARD,
    time_zone="Europe/Berlin",
    seats=2,
)
_ROOM = Draft(
    direction="offer",
    category="Rooms",
    title="A quiet room under the roof",
    text="A bed, a desk, and a window on the chestnut. Breakfast if you are up by nine.",
    price=Asked(price="money", per="night", cents=2_800, deposit_cents=5_000, cancelling="day"),
    place="Near the canal",
    rough="town",
    point=Point(52_480_000, 13_390_000),
    time_zone="Europe/Berlin",
)
_REPAIR = Draft(
    direction="offer",
    category="Repair and building",
    title="An hour of bicycle repair",
    text="Brakes, gears, wheels. Bring the bicycle, or I come to you.",
    price=Asked(price="credit", per="hour", minutes=60, cancelling="day"),
    place="The workshop in the yard",
    rough="exact",
    point=_YARD,
    time_zone="Europe/Berlin",
    audience="members",
)
_PHOTO = Draft(
    direction="offer",
    category="Photographs, music and texts",
    title="The lantern festival, a photograph",
    text="In full size, for print. Name me as its author.",
    price=Asked(price="money", cents=3_000),
    time_zone="Europe/Berlin",
    seats=50,
    licence="stated-use",
    licence_words="One printed poster and the pages of one association, for as long as it exists.",
)
_LESSON = Draft(
    direction="request",
    category="Lessons and languages",
    title="Who talks Portuguese with me for an hour a week?",
    text="I can say good morning and order coffee. In return I mend your radio.",
    price=Asked(price="hours", per="hour", minutes=60),
    time_zone="Europe/Berlin",
)
_KNIFE = Draft(
    direction="offer",
    category="Things to lend",
    title="A pruning knife and a ladder",
    text="For the autumn. Bring both back dry.",
    time_zone="Europe/Berlin",
    place="Gardener's Row",
)


def plan(town: Town) -> None:
    made: dict[str, int] = {}
    on = town.calendar.on
    on(40.2, _trusts(town))
    for day, by, name, draft in (
        (41.3, "ben", "ride", _RIDE),
        (41.6, "hana", "room", _ROOM),
        (42.3, "ivo", "repair", _REPAIR),
        (43.4, "kira", "photo", _PHOTO),
        (57.2, "finn", "lesson", _LESSON),
        (42.6, "ada", "knife", _KNIFE),
    ):
        on(day, _offers(town, made, by, name, draft))
    on(43.8, _has_times_and_file(town, made))
    on(44.2, _goes(town, made, "ride", "ada", "ben", tells=("He drives gently.", "She knew every song.")))
    on(
        45.3,
        _goes(town, made, "repair", "caro", "ivo", tells=("The brakes are like new.", "A fine old bicycle.")),
    )
    on(47.4, _goes(town, made, "photo", "ada", "kira"))
    on(50.5, _quarrels(town, made))
    on(58.6, _waits(town, made))
    on(59.2, _stays(town, made))


def _trusts(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for truster, trusted, hours in (("ivo", "ben", 6), ("ben", "caro", 5), ("ivo", "caro", 3)):
            who = town.ids[trusted]
            set_limit(town.ids[truster], person_id=who, minutes=hours * 60, now=at)

    return deed


def _offers(town: Town, made: dict[str, int], by: str, name: str, draft: Draft) -> Deed:
    def deed(at: datetime) -> None:
        medium_id = _picture(town.ids[by], at) if name == "photo" else None
        says_so = name == "ride"
        made[name] = publish_offer(town.ids[by], draft=draft, medium_id=medium_id, says_so=says_so, now=at)

    return deed


def _has_times_and_file(town: Town, made: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        day = (at + timedelta(days=12 - at.weekday())).replace(hour=8, minute=0, tzinfo=None)
        ends = day + timedelta(hours=36)
        add_open_times(town.ids["ben"], offer_id=made["ride"], starts=day, ends=ends, weeks=12, now=at)
        kept = _drawn((1600, 1066))
        attach_work(town.ids["kira"], offer_id=made["photo"], data=kept, filename="lanterns.jpg", now=at)

    return deed


def _goes(
    town: Town, made: dict[str, int], name: str, by: str, to: str, *, tells: tuple[str, str] | None = None
) -> Deed:
    """Asked for, agreed, done, settled, and told of."""

    def deed(at: datetime) -> None:
        span = NO_TIME
        if name == "repair":
            span = Span(at + timedelta(hours=30), at + timedelta(hours=31))
        if name == "ride":
            # Its first Saturday.
            begins = (at + timedelta(days=12 - at.weekday())).replace(hour=7, minute=0)
            span = Span(begins, begins + timedelta(hours=4))
        asker, answerer = town.ids[by], town.ids[to]
        agreement = ask(asker, offer_id=made[name], span=span, words="That would help me a lot.", now=at)
        agree(answerer, agreement_id=agreement, now=at + timedelta(minutes=20))
        ends = at if span.ends is None else span.ends
        days = (ends - town.calendar.began) / timedelta(days=1) + 0.2
        town.calendar.on(days, lambda then: _settles(agreement, (asker, answerer), name, tells, then))
        made[f"{name}:{by}"] = agreement

    return deed


def _settles(
    agreement: int, sides: tuple[int, int], name: str, tells: tuple[str, str] | None, at: datetime
) -> None:
    asker, answerer = sides
    say_done(answerer, agreement_id=agreement, now=at)
    say_done(asker, agreement_id=agreement, now=at)
    if name == "photo":
        say_received(answerer, agreement_id=agreement, now=at)
    if tells is None:
        return
    said: dict[str, Any] = {"was_as_agreed": True, "would_again": True}
    word = write_word(asker, agreement_id=agreement, text=tells[0], now=at, **said)
    write_word(answerer, agreement_id=agreement, text=tells[1], now=at, **said)
    answer_word(answerer, word_id=word, text="Come again.", now=at)


def _quarrels(town: Town, made: dict[str, int]) -> Deed:
    """Caro's second repair did not hold, and Ada mediates."""

    def deed(at: datetime) -> None:
        span = Span(at + timedelta(hours=20), at + timedelta(hours=21))
        caro, ivo = town.ids["caro"], town.ids["ivo"]
        agreement = ask(caro, offer_id=made["repair"], span=span, words="The gears, this time.", now=at)
        agree(ivo, agreement_id=agreement, now=at)
        town.calendar.on(52.1, lambda then: _opens(town, agreement, then))
        town.calendar.on(59.4, lambda then: _mediates(town, agreement, then))

    return deed


def _opens(town: Town, agreement: int, at: datetime) -> None:
    for name in ("ivo", "caro"):
        say_done(town.ids[name], agreement_id=agreement, now=at)
    words = "The gears jumped again the same evening. I would like him to look once more, or the hour back."
    open_dispute(town.ids["caro"], agreement_id=agreement, words=words, now=at)


def _mediates(town: Town, agreement: int, at: datetime) -> None:
    ada = town.ids["ada"]
    mediate(ada, agreement_id=agreement, now=at)
    words = "Ivo looks at the gears once more this week, for nothing. The hour stays paid."
    propose(ada, agreement_id=agreement, words=words, goes_back=False, now=at)


def _waits(town: Town, made: dict[str, int]) -> Deed:
    """Dev asks for the room, and Hana has not answered yet."""

    def deed(at: datetime) -> None:
        begins = (at + timedelta(days=9)).replace(hour=14, minute=0)
        span = Span(begins, begins + timedelta(days=2, hours=-4))
        words = "I come for the assembly, and I am quiet in the morning."
        ask(town.ids["ada"], offer_id=made["room"], span=span, words=words, now=at)

    return deed


def _stays(town: Town, made: dict[str, int]) -> Deed:
    """Ben is agreed for two other nights."""

    def deed(at: datetime) -> None:
        begins = (at + timedelta(days=15)).replace(hour=14, minute=0)
        span = Span(begins, begins + timedelta(days=2, hours=-4))
        agreement = ask(town.ids["ben"], offer_id=made["room"], span=span, now=at)
        agree(town.ids["hana"], agreement_id=agreement, now=at)

    return deed


def _picture(by: int, at: datetime) -> int:
    made = media.receive_medium(
        by, file=BytesIO(_drawn((960, 640))), filename="lanterns", purpose="offer", now=at
    )
    alt = "Paper lanterns in a row over dark water, each with its light beneath."
    media.describe_medium(by, medium_id=made, alt=alt, now=at)
    return made


def _drawn(size: tuple[int, int]) -> bytes:
    """Lanterns over water, of a few shapes."""
    image = Image.new("RGB", size, "#1d2b3a")
    draw, (wide, high) = ImageDraw.Draw(image), size
    for number in range(5):
        left = wide * (2 * number + 1) // 11
        top = high // 5 + number % 2 * high // 10
        draw.ellipse(
            (left, top, left + wide // 9, top + high // 5), fill="#f1a23c", outline="#fbe3b3", width=4
        )
        below = high * 3 // 4
        draw.ellipse((left, below, left + wide // 9, below + high // 30), fill="#8c5a2b")
    kept = BytesIO()
    image.save(kept, "JPEG", quality=85)
    return kept.getvalue()
