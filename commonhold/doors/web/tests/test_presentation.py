"""The words that templates make of amounts, times, names, states and pictures."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from commonhold.doors.web.about import views
from commonhold.doors.web.templatetags import pictures
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.templatetags.states import STATES, look_of

WEB = Path(__file__).parent.parent
NOW = datetime(2027, 5, 3, 16, 30, tzinfo=UTC)


def say(source: str, **context: object) -> str:
    return Template("{% load presentation %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("minor_units", "currency", "words"),
    [
        (400, "EUR", "€4.00"),
        (5, "EUR", "€0.05"),
        (123456789, "EUR", "€1,234,567.89"),
        (-4250, "EUR", "\N{MINUS SIGN}€42.50"),
        (980, "CHF", "CHF\N{NO-BREAK SPACE}9.80"),
        (5000, "JPY", "¥5,000"),
        (1500, "KWD", "KWD\N{NO-BREAK SPACE}1.500"),
        (9007199254740993, "USD", "$90,071,992,547,409.93"),
        (0, "EUR", "€0.00"),
        (None, "EUR", ""),
    ],
)
def test_money_is_written_exactly_and_always_with_its_currency(
    minor_units: int | None, currency: str, words: str
) -> None:
    assert say("{{ amount|money:currency }}", amount=minor_units, currency=currency) == words


@pytest.mark.parametrize(
    ("minor_units", "words"), [(100, "+€1.00"), (-100, "\N{MINUS SIGN}€1.00"), (0, "€0.00")]
)
def test_signed_money_shows_what_comes_and_what_goes(minor_units: int, words: str) -> None:
    assert say("{{ amount|signed_money:'EUR' }}", amount=minor_units) == words


def test_money_follows_the_readers_separators() -> None:
    with translation.override("de"):
        assert say("{{ 123456|money:'EUR' }}") == "1.234,56\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(days=3, hours=23), "in 3 days"),
        (timedelta(days=-1), "1 day ago"),
        (timedelta(days=59), "in 59 days"),
        (timedelta(days=95), "in 3 months"),
        (timedelta(days=-800), "2 years ago"),
    ],
)
def test_a_distance_is_cut_down_and_never_rounded_up(away: timedelta, words: str) -> None:
    assert f">{words}<" in say("{% when at now 'relative' %}", at=NOW + away, now=NOW)


def test_a_time_has_its_weekday_and_stands_in_the_zone_of_the_co_op() -> None:
    frame = {"now": NOW, "time_zone": "Europe/Vienna"}

    told = say("{% when at %}", at=NOW + timedelta(days=3, hours=2), frame=frame)

    assert "in 3 days" in told
    assert "Thursday 6 May, 20:30" in told
    assert 'datetime="2027-05-06T18:30:00+00:00"' in told


def test_the_frame_may_also_be_an_object() -> None:
    told = say("{% when at style='day' %}", at=NOW, frame=SimpleNamespace(now=NOW, time_zone="Asia/Tokyo"))

    assert "Tuesday 4 May" in told


@pytest.mark.parametrize(
    ("style", "words"),
    [("absolute", "Sunday 2 May 2027, 16:30"), ("day", "Sunday 2 May 2027"), ("short", "Sun 2 May 2027")],
)
def test_another_year_is_named(style: str, words: str) -> None:
    at = NOW - timedelta(days=1)

    assert f">{words}<" in say("{% when at now style %}", at=at, now=NOW + timedelta(days=365), style=style)


def test_without_a_now_a_time_is_told_absolutely() -> None:
    told = say("{% when at %}", at=NOW)

    assert "Monday 3 May 2027, 16:30" in told
    assert "data-relative" not in told


def test_no_time_says_nothing() -> None:
    assert say("{% when at now %}", at=None, now=NOW) == ""


@pytest.mark.parametrize(
    ("away", "is_soon"),
    [(timedelta(hours=23), True), (timedelta(hours=24), False), (-timedelta(hours=1), False)],
)
def test_soon_is_less_than_a_day_ahead(away: timedelta, is_soon: bool) -> None:
    assert say("{% if at|soon:now %}soon{% endif %}", at=NOW + away, now=NOW) == ("soon" if is_soon else "")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada", "A"),
        ("eve adler", "EA"),
        ("Ana Maria de la Cruz", "AC"),
        ("Élodie", "É"),
        ("", "?"),
        ("🌻 Gus", "G"),
    ],
)
def test_initials_are_two_letters_at_most(name: str, letters: str) -> None:
    assert say("{{ name|initials }}", name=name) == letters


def test_a_handle_keeps_its_colour_however_it_is_written() -> None:
    assert say("{{ 'Ada'|tone }}") == say("{{ 'ada'|tone }}")
    assert {say("{{ name|tone }}", name=f"member{n}") for n in range(200)} == {str(n) for n in range(8)}


def test_no_two_states_share_both_word_and_shape() -> None:
    looks = [look_of(state) for state in STATES]

    assert len({str(look.word) for look in looks}) == len(looks)
    assert len({look.icon for look in looks}) == len(looks)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("voting", "Voting is open"),
        ("no-quorum", "Too few voted"),
        ("enacted", "In force"),
        ("gone-missing", "Gone missing"),
    ],
)
def test_a_state_always_has_a_word(state: str, word: str) -> None:
    assert say("{{ state|state_word }}", state=state) == word


@pytest.mark.parametrize(
    ("path", "told"),
    [("/decide", ' aria-current="page"'), ("/decide/7", ' aria-current="true"'), ("/decided", ""), ("/", "")],
)
def test_a_link_knows_whether_the_reader_is_there(path: str, told: str) -> None:
    request = RequestFactory().get(path)

    assert say("{% here '/decide' %}", request=request) == told


def test_home_is_not_current_everywhere() -> None:
    assert say("{% here '/' %}", request=RequestFactory().get("/decide")) == ""


def test_a_bar_never_leaves_its_picture() -> None:
    bars = pictures.lay_bars([Part("Yes", 27, "27"), Part("No", 9, "9"), Part("Odd", -3, "-3")], 20)

    assert [bar.width for bar in bars] == ["100.0%", "45.0%", "0.0%"]


def test_the_bands_of_a_flow_fill_its_pot_in_proportion() -> None:
    flow = pictures.lay_flow(
        [Part("Dues", 300, "300"), Part("Gifts", 100, "100")],
        [Part("Work", 200, "200"), Part("Next year", 200, "200")],
    )

    assert [band.height for band in flow.sources] == [flow.pot_height * 3 // 4, flow.pot_height // 4]
    assert [band.height for band in flow.uses] == [flow.pot_height // 2, flow.pot_height // 2]


def test_the_labels_of_a_flow_never_touch() -> None:
    flow = pictures.lay_flow([Part("Dues", 10_000, "")], [Part(f"Line {n}", n, "") for n in range(1, 9)])

    tops = [band.label_y for band in flow.uses]
    assert all(below - above >= 44 for above, below in pairwise(tops))
    assert tops[-1] < flow.height


def test_a_flow_without_money_is_still_a_picture() -> None:
    assert pictures.lay_flow([], []).height > 0


def test_every_drawing_that_a_template_names_is_in_the_sprite() -> None:
    sprite = (WEB / "static/commonhold/icons/lucide.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    named = {look_of(state).icon for state in STATES}
    for template in (WEB / "templates").rglob("*.html"):
        source = template.read_text()
        named |= set(re.findall(r'{% icon "([\w-]+)" %}', source))
        named |= set(re.findall(r'(?:drawing|icon_name|icon_after)="([\w-]+)"', source))
        named |= set(re.findall(r'icon_name\|default:"([\w-]+)"', source))

    assert named <= drawn


def test_no_template_or_sheet_breaks_the_content_security_policy() -> None:
    for template in (WEB / "templates").rglob("*.html"):
        source = template.read_text()
        # What is data for a script runs nothing.
        runs = r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"
        assert not re.search(rf"<\w[^<>{{]*\s(style|on\w+)=|<style|{runs}", source), template.name
        assert "//" not in re.sub(r"https://co-op\.example\S*", "", source), template.name
    for sheet in (WEB / "static").rglob("*.css"):
        assert not re.search(r"url\(\"?(?:https?:)?//", sheet.read_text()), sheet.name


class BrokenFrame:
    """What the frame is while the database cannot be reached."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(name)


@pytest.mark.parametrize("page", ["400.html", "429.html", "500.html", "503.html", "503_disk.html"])
def test_pages_for_great_trouble_need_neither_frame_nor_request(page: str) -> None:
    told = Engine.get_default().get_template(page).render(Context({"frame": BrokenFrame()}))

    assert "<h1" in told
    assert "lost" in told or "still stands" in told


@pytest.mark.parametrize("page", ["400.html", "429.html", "500.html", "503.html", "installable/offline.html"])
def test_in_great_trouble_too_test_mode_is_said(page: str, settings) -> None:
    template = Engine.get_default().get_template(page)
    assert "Test mode" not in template.render(Context({"frame": BrokenFrame()}))
    settings.SERVES_TESTS = True
    assert "Test mode: anyone may act as anyone" in template.render(Context({"frame": BrokenFrame()}))


@pytest.mark.parametrize("page", ["403.html", "403_csrf.html", "404.html", "405.html"])
def test_pages_for_small_trouble_say_that_nothing_is_lost_and_what_next(page: str) -> None:
    told = get_template(page).render({})

    assert "othing is lost" in told
    assert 'class="button' in told


def test_no_two_parts_of_the_gallery_share_an_id() -> None:
    page = Engine.get_default().get_template("about/components.html").render(Context(views.every_sample()))

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) > 20
    assert len(ids) == len(set(ids))
