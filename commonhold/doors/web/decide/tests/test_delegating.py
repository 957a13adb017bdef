"""Passing one's vote on: given, seen with its chain, renewed and taken back."""

from __future__ import annotations

from datetime import timedelta

from commonhold.civic.governance.actions.delegate import delegate
from commonhold.civic.governance.queries.delegations import given
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_before_notice import rules
from commonhold.doors.web.decide.tests.conftest import Member, said_in
from commonhold.social.people.queries import Viewer

PAGE = "/decide/delegate"


def passed(coop: Coop, member: Member) -> list[tuple[int, str]]:
    return [(each.to, each.topic) for each in given(Viewer(member.id), at=coop.now + timedelta(minutes=1))]


def test_a_vote_is_passed_on_and_both_see_it_with_its_chain(coop: Coop, ada: Member) -> None:
    ben, caro = coop.ids["ben"], coop.ids["caro"]
    delegate(ben, to=caro, now=coop.now)
    assert ada.sends(PAGE, to=ben, topic="people") == PAGE
    assert passed(coop, ada) == [(ben, "people")]
    page = ada.sees(PAGE)
    assert "Who gets a mandate, and who loses it" in page
    chain = page[page.index('id="given"') :].replace("\n", " ")
    assert chain.index("you") < chain.index("Ben") < chain.index("Caro")
    theirs = Member(coop, "ben").sees(PAGE)
    assert "They let you vote for them" in theirs
    assert 'href="/@ada"' in theirs


def test_it_is_renewed_and_taken_back_with_a_way_back(coop: Coop, ada: Member) -> None:
    ben = coop.ids["ben"]
    delegate(ada.id, to=ben, now=coop.now - timedelta(days=100))
    before = given(Viewer(ada.id), at=coop.now)[0].until
    ada.sends(PAGE, to=ben, topic="")
    (renewed,) = given(Viewer(ada.id), at=coop.now + timedelta(minutes=1))
    assert renewed.until > before
    ada.sends(f"{PAGE}/take-back", topic="")
    assert passed(coop, ada) == []
    page = ada.sees(PAGE)
    assert f'name="to" value="{ben}"' in page
    ada.sends(f"{PAGE}/take-back", topic="", status=404)


def test_what_is_refused_stands_beside_its_field(coop: Coop, ada: Member) -> None:
    assert "errorlist" in ada.sends(PAGE, to=ada.id, topic="", status=400)
    assert "errorlist" in ada.sends(PAGE, to="", topic="people", status=400)
    page = ada.sends(PAGE, to=coop.ids["ben"], topic="weather", status=400)
    assert f'value="{coop.ids["ben"]}" selected' in page
    rules(coop, most_carried=0)
    assert "no delegation" in said_in(ada.sends(PAGE, to=coop.ids["ben"], topic="", status=400))
    assert "the charter allows no delegation" in ada.sees(PAGE)
