"""Offers and requests: who may, what the charter refuses, how they are found, and how they end."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from commonhold.civic.exchange.actions.offering import (
    Draft,
    change_offer,
    extend_offer,
    look_at_offer,
    publish_offer,
    take_back_offer,
)
from commonhold.civic.exchange.actions.opening import add_open_times, attach_work, drop_open_time
from commonhold.civic.exchange.places import Point
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.queries import offers
from commonhold.civic.exchange.queries.offers import Wanted
from commonhold.civic.exchange.refusals import (
    EndsBeforeItStarts,
    ExchangeClosed,
    FileNotAllowed,
    LicenceWordsNeeded,
    MandateNeeded,
    NoSuchOffer,
    NothingToLookAt,
    NotOfferedHere,
    NotOpenToYou,
    NotYourOffer,
    OfferIsOver,
    OwnMatter,
    PlaceNotUnderstood,
    PriceMissing,
    PriceTooHigh,
    SeatsNotAllowed,
    SkippedHour,
    StartsInThePast,
    TextLength,
    TooManyOffers,
    TooManyTimes,
    UnknownCategory,
    UnknownChoice,
    UnknownTimeZone,
)
from commonhold.civic.exchange.tests.conftest import RIDE, Coop
from commonhold.social.media import actions as media
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import Suspended
from commonhold.social.posts import queries as posts

shown = datetime.fromisoformat  # what a clock shows, without a zone
BERLIN = Point(52_520_000, 13_405_000)
POTSDAM = Point(52_400_000, 13_060_000)


def titles(coop: Coop, by: str, **wanted) -> list[str]:
    found, _older = offers.found(Viewer(coop.ids.get(by)), Wanted(**wanted), now=coop.now)
    return [each.title for each in found]


def test_a_member_offers_and_everybody_finds_it(coop: Coop) -> None:
    made = coop.offers()
    assert titles(coop, "gus") == ["A seat to the coast on Saturday"]
    assert coop.sees("gus", made).line.by.handle == "caro"
    assert not coop.sees("gus", made).may_ask
    assert coop.sees("finn", made).may_ask
    assert coop.sees("caro", made).is_mine


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"direction": "gift"}, UnknownChoice),
        ({"audience": "friends"}, UnknownChoice),
        ({"rough": "street"}, UnknownChoice),
        ({"category": "Gold"}, UnknownCategory),
        ({"title": " "}, TextLength),
        ({"title": "n" * 121}, TextLength),
        ({"text": "n" * 5001}, TextLength),
        ({"text": "Also weapons."}, NotOfferedHere),
        ({"price": Asked(price="credit", minutes=0)}, PriceMissing),
        ({"price": Asked(price="credit", minutes=1_000_000)}, PriceTooHigh),
        ({"time_zone": "Moon/Base"}, UnknownTimeZone),
        ({"seats": 0}, SeatsNotAllowed),
        ({"seats": 51}, SeatsNotAllowed),
        ({"point": Point(90_000_001, 0)}, PlaceNotUnderstood),
        ({"licence": "mine"}, UnknownChoice),
        ({"licence": "stated-use"}, LicenceWordsNeeded),
    ],
)
def test_what_cannot_be_offered_is_refused_and_nothing_is_kept(coop: Coop, changes, refused) -> None:
    with pytest.raises(refused):
        coop.offers(**changes)
    assert titles(coop, "caro") == []


def test_members_alone_offer_until_a_vote_opens_or_closes_it(coop: Coop) -> None:
    with pytest.raises(NotOpenToYou):
        coop.offers("eve")
    coop.set(open_to="everybody")
    assert coop.offers("eve")
    coop.set(open_to="nobody")
    with pytest.raises(ExchangeClosed):
        coop.offers("caro")


def test_nobody_has_more_open_than_the_charter_says(coop: Coop) -> None:
    coop.set(offers_each=1)
    first = coop.offers()
    with pytest.raises(TooManyOffers):
        coop.offers()
    take_back_offer(coop.ids["caro"], offer_id=first, now=coop.now)
    assert coop.offers()


def test_what_is_for_members_is_shown_to_them_alone(coop: Coop) -> None:
    made = coop.offers(audience="members")
    assert titles(coop, "finn") == ["A seat to the coast on Saturday"]
    for name in ("eve", "gus"):
        assert titles(coop, name) == []
        with pytest.raises(NoSuchOffer):
            coop.sees(name, made)


def test_a_block_hides_each_ones_offers_from_the_other(coop: Coop) -> None:
    made = coop.offers()
    people.block(coop.ids["caro"], person_id=coop.ids["finn"], now=coop.now)
    assert titles(coop, "finn") == []
    with pytest.raises(NoSuchOffer):
        coop.sees("finn", made)


def test_whoever_is_suspended_has_nothing_to_offer_meanwhile(coop: Coop) -> None:
    coop.offers()
    people.grant_standing(person_id=coop.ids["caro"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    assert titles(coop, "finn") == []
    with pytest.raises(Suspended):
        coop.offers()


def test_offers_are_found_by_words_category_direction_and_price(coop: Coop) -> None:
    coop.offers()
    coop.offers("dev", category="Lessons and languages", title="Spanish", direction="request")
    assert titles(coop, "finn", words="spanish") == ["Spanish"]
    assert titles(coop, "finn", words="coast old") == ["A seat to the coast on Saturday"]
    assert titles(coop, "finn", category="Rides") == ["A seat to the coast on Saturday"]
    assert titles(coop, "finn", direction="request") == ["Spanish"]
    assert titles(coop, "finn", price="credit") == []
    assert titles(coop, "finn", licensed=True) == []
    assert titles(coop, "finn", by_id=coop.ids["dev"]) == ["Spanish"]
    assert titles(coop, "finn", near={coop.ids["dev"]: 3}) == ["Spanish"]


def test_offers_are_found_by_distance_and_roughly_as_their_author_wants(coop: Coop) -> None:
    coop.offers(title="Berlin", point=BERLIN, rough="exact")
    coop.offers(title="Potsdam", point=POTSDAM, rough="town")
    coop.offers(title="Anywhere")
    assert titles(coop, "finn", point=BERLIN, reach_km=5) == ["Berlin"]
    assert titles(coop, "finn", point=BERLIN, reach_km=60) == ["Potsdam", "Berlin"]
    assert len(titles(coop, "finn", point=BERLIN)) == 3


def test_a_country_is_all_that_is_kept_of_a_country(coop: Coop) -> None:
    made = coop.offers(point=BERLIN, rough="country")
    assert coop.sees("finn", made).point == Point(53_000_000, 13_000_000)


def test_pages_of_a_search_follow_on_each_other_without_a_gap(coop: Coop) -> None:
    for number in range(7):
        coop.offers(title=f"Offer {number}", point=BERLIN if number % 2 else Point(0, 0))
    viewer, seen, before = Viewer(coop.ids["finn"]), [], None
    while True:
        found, before = offers.found(
            viewer, Wanted(point=BERLIN, reach_km=20), now=coop.now, before=before, limit=2
        )
        seen += [each.title for each in found]
        if before is None:
            break
    assert seen == ["Offer 5", "Offer 3", "Offer 1"]


def test_offers_are_found_by_when_they_can_be_had(coop: Coop) -> None:
    made = coop.offers(time_zone="Europe/Berlin")
    coop.offers("dev", title="Any time")
    add_open_times(
        coop.ids["caro"],
        offer_id=made,
        starts=shown("2026-05-09T09:00"),
        ends=shown("2026-05-09T18:00"),
        now=coop.now,
    )
    zone = ZoneInfo("Europe/Berlin")
    on, off = datetime(2026, 5, 9, 10, tzinfo=zone), datetime(2026, 5, 10, 10, tzinfo=zone)
    assert len(titles(coop, "finn", starts=on)) == 2
    assert titles(coop, "finn", starts=off) == ["Any time"]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"ends": shown("2026-05-09T09:00")}, EndsBeforeItStarts),
        ({"starts": shown("2026-05-01T09:00"), "ends": shown("2026-05-02T00:00")}, StartsInThePast),
        ({"starts": shown("2027-03-28T02:30"), "ends": shown("2027-03-28T09:00")}, SkippedHour),
        ({"weeks": 0}, TooManyTimes),
        ({"weeks": 53}, TooManyTimes),
    ],
)
def test_open_times_that_cannot_be_are_refused(coop: Coop, changes, refused) -> None:
    made = coop.offers(time_zone="Europe/Berlin")
    said = {"starts": shown("2026-05-09T09:00"), "ends": shown("2026-05-09T18:00"), "weeks": 1, **changes}
    with pytest.raises(refused):
        add_open_times(coop.ids["caro"], offer_id=made, now=coop.now, **said)


def test_open_times_repeat_by_the_week_and_are_dropped_one_by_one(coop: Coop) -> None:
    made = coop.offers(time_zone="Europe/Berlin")
    said: dict[str, Any] = {"starts": shown("2026-05-09T09:00"), "ends": shown("2026-05-09T18:00")}
    assert add_open_times(coop.ids["caro"], offer_id=made, weeks=3, now=coop.now, **said) == 3
    first = coop.sees("finn", made).open_times[0]
    with pytest.raises(NotYourOffer):
        drop_open_time(coop.ids["finn"], offer_id=made, time_id=first.id, now=coop.now)
    drop_open_time(coop.ids["caro"], offer_id=made, time_id=first.id, now=coop.now)
    with pytest.raises(NoSuchOffer):
        drop_open_time(coop.ids["caro"], offer_id=made, time_id=first.id, now=coop.now)
    assert len(coop.sees("finn", made).open_times) == 2


def test_an_offer_is_changed_by_its_author_alone(coop: Coop) -> None:
    made, draft = coop.offers(), Draft(**{**RIDE, "title": "Two seats"})
    with pytest.raises(NotYourOffer):
        change_offer(coop.ids["finn"], offer_id=made, draft=draft, now=coop.now)
    with pytest.raises(NoSuchOffer):
        change_offer(coop.ids["caro"], offer_id=1, draft=draft, now=coop.now)
    change_offer(coop.ids["caro"], offer_id=made, draft=draft, now=coop.now)
    assert (coop.sees("finn", made).line.title, coop.sees("finn", made).revision) == ("Two seats", 1)


def test_a_category_that_a_vote_took_away_stays_with_its_offers(coop: Coop) -> None:
    made = coop.offers()
    coop.set(categories="Rooms")
    change_offer(coop.ids["caro"], offer_id=made, draft=Draft(**RIDE), now=coop.now)
    with pytest.raises(UnknownCategory):
        coop.offers()


def test_an_offer_expires_by_itself_with_a_word_a_week_before(coop: Coop) -> None:
    made = coop.offers()
    coop.wait(days=83)
    assert coop.told("caro") == ["expires"]
    extend_offer(coop.ids["caro"], offer_id=made, now=coop.now)
    coop.wait(days=8)
    assert coop.sees("finn", made).line.is_open
    coop.wait(days=83)
    assert titles(coop, "finn") == []
    assert coop.sees("caro", made).ended == "Its time was over"
    with pytest.raises(OfferIsOver):
        extend_offer(coop.ids["caro"], offer_id=made, now=coop.now)


def test_an_offer_that_was_taken_back_is_found_no_more(coop: Coop) -> None:
    made = coop.offers()
    with pytest.raises(NotYourOffer):
        take_back_offer(coop.ids["finn"], offer_id=made, now=coop.now)
    take_back_offer(coop.ids["caro"], offer_id=made, now=coop.now)
    assert titles(coop, "finn") == []
    with pytest.raises(OfferIsOver):
        take_back_offer(coop.ids["caro"], offer_id=made, now=coop.now)


def test_what_the_charter_wants_looked_at_is_shown_and_told_to_who_keeps_order(coop: Coop) -> None:
    made = coop.offers(title="A good knife")
    assert coop.told("ada") == ["to-look-at"]
    assert coop.sees("finn", made).looked_at_for == ""
    assert coop.sees("ada", made).may_look
    assert [each.id for each in offers.to_look_at(Viewer(coop.ids["ada"]), now=coop.now)] == [made]
    assert offers.to_look_at(Viewer(coop.ids["finn"]), now=coop.now) == []
    with pytest.raises(MandateNeeded):
        look_at_offer(coop.ids["finn"], offer_id=made, now=coop.now)
    look_at_offer(coop.ids["ada"], offer_id=made, now=coop.now)
    with pytest.raises(NothingToLookAt):
        look_at_offer(coop.ids["ada"], offer_id=made, now=coop.now)
    own = coop.offers("ada", title="A knife of mine")
    with pytest.raises(OwnMatter):
        look_at_offer(coop.ids["ada"], offer_id=own, now=coop.now)


def test_a_public_post_carries_an_offer_where_its_author_wants_it(coop: Coop) -> None:
    made = publish_offer(coop.ids["caro"], draft=Draft(**RIDE), says_so=True, now=coop.now)
    post_id = coop.sees("finn", made).post_id
    assert post_id is not None
    post = posts.post(ANYONE, post_id)
    assert (post.audience, f"http://coop.example/exchange/{made}" in post.html) == ("public", True)
    hidden = publish_offer(
        coop.ids["caro"], draft=Draft(**{**RIDE, "audience": "members"}), says_so=True, now=coop.now
    )
    assert coop.sees("finn", hidden).post_id is None


def test_a_picture_is_taken_and_goes_when_another_takes_its_place(coop: Coop, folder: Path) -> None:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "#22333b").save(kept, "PNG")
    ids = []
    for _each in range(2):
        kept.seek(0)
        ids.append(
            media.receive_medium(coop.ids["caro"], file=kept, filename="a", purpose="offer", now=coop.now)
        )
    made = publish_offer(coop.ids["caro"], draft=Draft(**RIDE), medium_id=ids[0], now=coop.now)
    change_offer(coop.ids["caro"], offer_id=made, draft=Draft(**RIDE), medium_id=ids[1], now=coop.now)


def test_the_work_itself_is_its_authors_until_it_is_settled(coop: Coop, folder: Path) -> None:
    made = coop.offers(category="Photographs, music and texts", licence="cc-by-4.0")
    with pytest.raises(FileNotAllowed):
        attach_work(coop.ids["caro"], offer_id=made, data=b"", filename="a.jpg", now=coop.now)
    attach_work(coop.ids["caro"], offer_id=made, data=b"light", filename="../a.jpg", now=coop.now)
    assert coop.sees("caro", made).file_name == "a.jpg"
    assert (coop.sees("finn", made).has_file, coop.sees("finn", made).file_name) == (True, "")
