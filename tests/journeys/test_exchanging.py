"""Among people, by pages alone: a ride, a room for two nights, a photograph, and a dispute."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_PHOTO = {"name": "lantern.jpg", "mimeType": "image/jpeg", "buffer": b"light on water"}


def test_a_ride_is_offered_found_agreed_done_and_told_of(yard: Coop, visit: Visit) -> None:
    ben, caro = visit(yard, "ben"), visit(yard, "caro")
    ben.takes("Exchange")
    ben.follows("Offer something")
    ben.fills(title="A seat to the coast", text="On Saturday, with songs.", place="Old town")
    ben.page.locator("main [name=category]").select_option("Rides")
    ben.presses("Publish it")
    ben.sees("On Saturday, with songs.")
    assert ben.fits()
    caro.takes("Exchange")
    caro.fills(q="coast")
    caro.presses("Find")
    caro.follows("A seat to the coast")
    caro.follows("Ask for it")
    caro.fills(words="May I come along?")
    caro.presses("Ask")
    caro.sees("Caro: Asked")
    assert caro.fits()
    ride = caro.page.url
    _hears(ben, ride, "Agree", "It is done")
    _hears(caro, ride, "It is done")
    _is(caro, "Settled")
    caro.fills(text="He drives gently.")
    caro.presses("Write it")
    caro.sees("Not published yet")
    ben.goes_to(ride)
    ben.sees_no("He drives gently.")
    ben.fills(text="She knew every song.")
    ben.presses("Write it")
    ben.sees("He drives gently.")
    ben.fills(text="Come again.")
    ben.presses("Answer")
    ben.sees("Come again.")
    stranger = visit(yard)
    stranger.goes_to("/exchange/of/ben")
    stranger.sees("1 agreement done")
    stranger.sees_no("He drives gently.")
    assert stranger.fits()


def test_a_room_for_two_nights_shows_its_terms_and_is_changed_before_it_is_done(
    yard: Coop, visit: Visit
) -> None:
    hana, ivo = visit(yard, "hana"), visit(yard, "ivo")
    terms = {"money": "28.00", "deposit": "50", "per": "night"}
    room = _offers(hana, "A room under the roof", "Rooms", price="Money", **terms)
    ivo.goes_to(room)
    ivo.follows("Ask for it")
    ivo.sees("the co-op holds none")
    ivo.sees("€28.00 for a night")
    first = datetime.fromisoformat(yard.console("clock", "advance", "1s")["now"]) + timedelta(days=3)
    ivo.fills(starts=_clock(first, 15), ends=_clock(first + timedelta(days=1), 10))
    ivo.presses("Ask")
    ivo.sees("€28.00")
    stay = ivo.page.url
    _hears(hana, stay, "Agree", "I have the deposit")
    ivo.goes_to(stay)
    ivo.page.get_by_text("Ask for a change", exact=True).click()
    ivo.page.locator("form[action$='/say/change'] [name=ends]").fill(_clock(first + timedelta(days=2), 10))
    ivo.page.locator("form[action$='/say/change'] [name=money]").fill("56")
    ivo.presses("Ask for it")
    ivo.sees("Ivo asks for a change")
    assert ivo.fits()
    _hears(hana, stay, "Agree to the change")
    hana.sees("€56.00")
    yard.console("clock", "advance", "6d")
    _hears(hana, stay, "It is done")
    _hears(ivo, stay, "It is done", "I have my deposit back")
    _hears(hana, stay, "I have the money")
    _is(hana, "Settled")
    with ivo.page.expect_download() as paper:
        ivo.goes_to(stay)
        ivo.follows("Receipt (PDF)")
    assert paper.value.suggested_filename == "receipt-1.pdf"


def test_a_photograph_is_asked_for_paid_to_its_author_and_handed_over(yard: Coop, visit: Visit) -> None:
    jun, ada = visit(yard, "jun"), visit(yard, "ada")
    kept = {"price": "Money", "money": "30", "licence": "cc-by-4.0"}
    offer = _offers(jun, "Lanterns over water", "Photographs, music and texts", **kept)
    jun.sees("nobody can ask for it")
    jun.page.set_input_files("input[name=file]", _PHOTO)  # type: ignore[arg-type]  # a file's three facts
    jun.presses("Lay it here")
    jun.sees("lantern.jpg")
    assert jun.fits()
    ada.goes_to(offer)
    ada.sees("CC BY 4.0")
    ada.follows("Ask for this work")
    ada.presses("Ask")
    ada.sees("Ada: Asked")
    work = ada.page.url
    _hears(jun, work, "Agree", "I have the money")
    ada.goes_to(work)
    with ada.page.expect_download() as handed:
        ada.follows("lantern.jpg")
    assert handed.value.path().read_bytes() == b"light on water"
    jun.goes_to("/exchange/duties")
    jun.sees("1 agreement in money")
    assert jun.fits()


def test_artists_vote_on_what_their_collection_is_sold_for_and_each_is_paid(yard: Coop, visit: Visit) -> None:
    jun, hana, ivo = visit(yard, "jun"), visit(yard, "hana"), visit(yard, "ivo")
    jun.goes_to("/exchange/collections/new")
    jun.fills(title="Lights of our town", text="Two of us, one town.")
    jun.page.locator("main form button[type=submit]").last.click()
    jun.sees("You are its only artist")
    pool = jun.page.url
    _opens(jun, "Take somebody in")
    jun.fills(handle="hana")
    jun.page.locator("form[action$='/ask/take-in'] button").click()
    hana.goes_to(pool)
    hana.presses("I come")
    for artist, title in ((jun, "Lanterns over water"), (hana, "Windows at dusk")):
        _offers(
            artist,
            title,
            "Photographs, music and texts",
            price="Money",
            money="30",
            licence="cc-by-4.0",
        )
        artist.page.set_input_files("input[name=file]", _PHOTO)  # type: ignore[arg-type]  # as above
        artist.presses("Lay it here")
        artist.goes_to(pool)
        artist.presses(f"Lay in: {title}")
        artist.page.get_by_role("button", name=f"Take out: {title}").wait_for()
    _opens(jun, "Offer all of it as one")
    jun.sees("on sale once more than half of them agree, and not before")
    jun.fills(money="40")
    jun.page.locator("form[action$='/ask/sale'] button").click()
    jun.sees("1 artist has agreed; it passes with 2.")
    assert jun.fits()
    ivo.goes_to(pool)
    ivo.sees("Windows at dusk")
    ivo.sees_no("€40.00")
    hana.goes_to(pool)
    hana.sees("Offer all of it for €40.00")
    hana.sees("Jun asks")
    hana.presses("Yes")
    hana.sees("Ask to take it off sale")
    assert hana.fits()
    ivo.goes_to(pool)
    ivo.sees("€40.00")
    ivo.follows("Lights of our town")
    ivo.follows("Ask for this work")
    ivo.presses("Ask")
    ivo.sees("Ivo: Asked")
    sale = ivo.page.url
    _hears(jun, sale, "Agree")
    for artist in (jun, hana):
        artist.goes_to(pool)
        artist.sees("€20.00")
        artist.presses("I have it")
        artist.sees_no("Your parts of sales")
        assert artist.fits()
    ivo.goes_to(sale)
    _is(ivo, "Settled")
    assert ivo.page.locator("a[href*='/work?of=']").count() == 2


def test_an_hour_of_repair_is_paid_through_trust_and_a_dispute_brings_it_back(
    yard: Coop, visit: Visit
) -> None:
    ivo, finn, ada = visit(yard, "ivo"), visit(yard, "finn"), visit(yard, "ada")
    repair = _offers(ivo, "An hour of repair", "Repair and building", price="Mutual credit", minutes="60")
    _trusts(ivo, "finn")
    finn.goes_to(repair)
    finn.follows("Ask for it")
    finn.sees("Mutual credit would get there")
    finn.presses("Ask")
    finn.sees("Finn: Asked")
    hour = finn.page.url
    _hears(ivo, hour, "Agree", "It is done")
    _hears(finn, hour, "It is done")
    _is(finn, "Settled")
    finn.page.get_by_text("Something went wrong").first.click()
    finn.page.locator("form[action$='/say/dispute'] [name=words]").fill("The gears jump again.")
    finn.presses("Something went wrong")
    _is(finn, "In dispute")
    ada.takes("Exchange")
    ada.follows("An hour of repair", inside=ada.page.get_by_role("region", name="Disputes"))
    ada.presses("I mediate")
    ada.page.locator("form[action$='/say/propose'] [name=words]").fill("The hour goes back.")
    ada.page.get_by_label("What was paid in mutual credit goes back").check()
    ada.presses("Propose it")
    ada.sees("The hour goes back.")
    assert ada.fits()
    _hears(ivo, hour, "Accept the proposal")
    _hears(finn, hour, "Accept the proposal")
    _is(finn, "Resolved")
    finn.sees("What was paid went back")
    assert finn.fits()


def _offers(by: Visitor, title: str, category: str, *, price: str, **typed: str) -> str:
    """Make an offer by its form; return the address of its page."""
    by.goes_to("/exchange/new")
    by.page.locator("main [name=category]").select_option(category)
    by.page.get_by_role("radio", name=price).check()
    if "licence" in typed:
        by.page.get_by_text("A photograph, music or a text under a licence").click()
    for name in {"per", "licence"} & set(typed):
        by.page.locator(f"main [name={name}]").select_option(typed.pop(name))
    by.fills(title=title, **typed)
    by.presses("Publish it")
    by.sees("For its author")
    return by.page.url


def _opens(who: Visitor, summary: str) -> None:
    who.page.locator("main summary", has_text=summary).click()


def _hears(who: Visitor, agreement: str, *buttons: str) -> None:
    """Go there, and press what the page offers."""
    who.goes_to(agreement)
    for each in buttons:
        who.presses(each)
        who.page.get_by_text("Done. The page says how it stands.").wait_for()


def _is(who: Visitor, state: str) -> None:
    expect(who.page.locator("main .state").first).to_have_text(state)


def _clock(at: datetime, hour: int) -> str:
    return f"{at:%Y-%m-%d}T{hour:02}:00"


def _trusts(truster: Visitor, trusted: str) -> None:
    """Let somebody owe two hours."""
    truster.goes_to(f"/@{trusted}")
    truster.page.locator("main a[href^='/credit/with/']").first.click()
    truster.page.locator("form[action$='/limit'] input[name=minutes]").fill("2:00")
    truster.presses("Set the limit")
    truster.sees("may owe you up to 2 h")
