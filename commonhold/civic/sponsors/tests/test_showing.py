"""What is shown: by page and time, to whoever wants it, and the same for all who do."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhold.civic.sponsors import counting, personal_data, queries
from commonhold.civic.sponsors.actions.answering import end_ad
from commonhold.civic.sponsors.actions.wishing import choose_ads, forget_choice
from commonhold.civic.sponsors.models import DayCount
from commonhold.civic.sponsors.queries import Sponsored
from commonhold.civic.sponsors.refusals import NoSuchAd
from commonhold.civic.sponsors.tests.conftest import Coop
from commonhold.civic.treasury.actions import waivers
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.refusal import Refusal
from commonhold.social.groups.actions import founding
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person


def shown(coop: Coop, name: str, where: str = "tag:seeds", **changes) -> Sponsored | None:
    said = {"language": "en", "shown_today": 0, "now": coop.now, **changes}
    return queries.sponsored_on(Viewer(coop.ids.get(name)), where, **said)


def test_it_stands_on_its_page_while_it_runs(coop: Coop) -> None:
    made = coop.approved()
    assert shown(coop, "finn") is None
    coop.runs(tags=["books"])
    assert shown(coop, "finn") is None
    made = coop.runs(language="en")
    found = shown(coop, "finn")
    assert found is not None
    assert (found.id, found.sponsor, found.imprint) == (
        made,
        "Paper Lantern Books",
        "Paper Lantern Books, 3 Mill Lane",
    )
    assert shown(coop, "finn", "local") is None
    assert shown(coop, "finn", language="de") is None
    coop.wait(weeks=2)
    assert shown(coop, "finn") is None


def test_what_ended_early_and_what_a_vote_closed_is_shown_no_more(coop: Coop) -> None:
    first, second = coop.runs(), coop.runs(tags=["books"])
    end_ad(coop.ids["ada"], ad_id=first, ground="other", reason="It moved away.", now=coop.now)
    assert shown(coop, "finn") is None
    assert shown(coop, "finn", "tag:books")
    coop.set(books="not-allowed")
    assert shown(coop, "finn", "tag:books") is None
    with pytest.raises(NoSuchAd):
        queries.why(ANYONE, second, "tag:books", language="en", now=coop.now)


def test_in_a_co_op_that_has_ended_none_is_shown(coop: Coop) -> None:
    coop.runs()
    assert shown(coop, "finn")
    ending.begin(Stage.READING, reference="proposal:1", now=coop.now)
    assert shown(coop, "finn") is None


def test_a_group_that_is_not_for_everybody_takes_none(coop: Coop) -> None:
    ada = coop.ids["ada"]
    for handle, readable in (("garden", True), ("board_room", False)):
        founding.found_group(ada, handle=handle, title=handle, is_readable_by_all=readable, now=coop.now)
    with pytest.raises(Refusal, match="everybody may read"):
        coop.hands_in(groups=["board_room"])
    made = coop.runs(tags=[], groups=["garden"])
    (spot,) = coop.seen(made, "gus").spots
    assert shown(coop, "finn", spot.where)
    assert spot.url == "/g/garden/posts"


def test_her_own_setting_is_the_only_thing_that_it_asks_of_her(coop: Coop) -> None:
    coop.runs()
    choose_ads(coop.ids["finn"], wants=False, now=coop.now)
    assert shown(coop, "finn") is None
    coop.set(own_default="off")
    choose_ads(coop.ids["caro"], wants=True, now=coop.now)
    assert {name: shown(coop, name) is not None for name in ("ada", "ben", "caro", "finn")} == {
        "ada": False,
        "ben": False,
        "caro": True,
        "finn": False,
    }
    forget_choice(coop.ids["caro"], now=coop.now)
    assert shown(coop, "caro") is None
    assert queries.choice_of(Viewer(coop.ids["caro"])).is_default


def test_strangers_are_shown_what_the_charter_says(coop: Coop) -> None:
    coop.runs()
    assert shown(coop, "gus") is None
    coop.set(strangers="shown")
    assert shown(coop, "gus") is not None


def test_once_a_browser_was_shown_enough_it_is_shown_none(coop: Coop) -> None:
    coop.runs()
    assert shown(coop, "finn", shown_today=2) is not None
    assert shown(coop, "finn", shown_today=3) is None


def test_whoever_wants_ads_is_shown_the_same_whoever_she_is(coop: Coop) -> None:
    """Members, whom the fund carries, the panel, whoever handed it in, a newcomer: alike on the same page."""
    coop.ids["dev"] = make_person("dev")
    for number in range(4):
        coop.runs("caro", sponsor=f"Shop {number}", language=("", "en")[number % 2])
    waivers.ask_for_waiver(coop.ids["finn"], now=coop.now)

    @settings(max_examples=30, deadline=None)
    @given(
        st.fixed_dictionaries({name: st.booleans() for name in coop.ids}),
        st.integers(0, 13 * 24 * 60),
        st.sampled_from(["en", "de"]),
        st.integers(0, 4),
    )
    def holds(wants: dict[str, bool], later: int, language: str, count: int) -> None:
        at = coop.now + timedelta(minutes=later)
        for name, wish in wants.items():
            choose_ads(coop.ids[name], wants=wish, now=coop.now)
        found = {name: shown(coop, name, language=language, shown_today=count, now=at) for name in coop.ids}
        assert all(found[name] is None for name, wish in wants.items() if not wish)
        assert len({found[name] for name, wish in wants.items() if wish}) <= 1

    holds()


def test_it_is_said_why_an_ad_stands_there(coop: Coop) -> None:
    made = [coop.runs(sponsor=name) for name in ("A", "B", "C")]
    found = shown(coop, "finn")
    assert found is not None
    why = queries.why(ANYONE, found.id, "tag:seeds", language="en", now=coop.now)
    assert sorted(each.id for each in why.turns) == sorted(made)
    assert [each.id for each in why.turns if each.is_now] == [found.id]
    assert (why.spot.words, why.day, why.minutes) == ("#seeds", "2026-05-04", 15)
    with pytest.raises(NoSuchAd):
        queries.why(ANYONE, found.id, "local", language="en", now=coop.now)


def test_showings_are_counted_in_fives_and_without_a_name(
    coop: Coop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_piles", Counter())  # other tests' showings lie in this process's
    made, other = coop.runs(), coop.runs(tags=["books"])
    for _look in range(4):
        counting.note_shown(made, day="2026-05-04", spot="tag:seeds")
    assert counting.write_piles(coop.now) == 0
    assert not DayCount.objects.exists()
    for _look in range(8):
        counting.note_shown(made, day="2026-05-04", spot="tag:seeds")
    counting.note_shown(other, day="2026-05-04", spot="tag:books")
    assert counting.write_piles(coop.now) == 10
    for _look in range(3):
        counting.note_shown(made, day="2026-05-04", spot="tag:seeds")
    assert counting.write_piles(coop.now) == 5
    assert [(row.ad_id, row.where, row.count) for row in DayCount.objects.all()] == [(made, "tag:seeds", 15)]
    assert coop.seen(made, "gus").line.shown == 15
    assert not {each.name for each in DayCount._meta.get_fields()} & {"person", "session", "viewer"}


def test_what_she_chose_is_hers_to_take_along_and_goes_when_she_leaves(coop: Coop) -> None:
    coop.hands_in("caro")
    choose_ads(coop.ids["caro"], wants=False, now=coop.now)
    taken = personal_data.export_of(coop.ids["caro"])
    assert taken["ads_wanted"] == {"answer": "off", "at": coop.now.isoformat()}
    assert [each["sponsor"] for each in taken["ads_handed_in"]] == ["Paper Lantern Books"]
    personal_data.erase(coop.ids["caro"], coop.now)
    assert personal_data.export_of(coop.ids["caro"])["ads_wanted"] is None
    coop.runs("finn")
    assert [each["answer"] for each in personal_data.export_of(coop.ids["ada"])["ads_answered"]] == [
        "approved"
    ]
