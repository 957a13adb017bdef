"""One inbox of what a member can decide, and a way of hearing of it in one mail only."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_before_notice import hand_in, rules
from commonhold.civic.governance.vocabulary import Kind
from commonhold.doors.web.decide.tests.conftest import Member
from commonhold.social.notifications import queries as notifications
from commonhold.social.notifications.kinds import Tab, Way
from commonhold.social.people.models import Login
from commonhold.social.people.queries import Viewer


def ways(member: Member) -> dict[str, frozenset[Way]]:
    found = notifications.kind_choices(Viewer(member.id))
    return {each.kind.code: frozenset(each.ways) for each in found if each.kind.tab is Tab.CO_OP}


def confirm(member: Member) -> None:
    login = Login.objects.get(people=member.id)
    EmailAddress.objects.create(user=login, email=login.email, verified=True, primary=True)


def test_everything_that_waits_is_there_with_a_button_and_counted(coop: Coop, ada: Member) -> None:
    open_vote = coop.open(title="Shorter votes")
    draft_proposal(ada.id, title="Not yet", decisions=[Resolve("Hush")], now=coop.now)
    rules(coop, sponsors_needed=1)
    wanted = coop.open(title="A quince", by="ben")
    page = ada.sees("/decide/mine")
    assert f'href="/decide/{open_vote}#ballot"' in page
    for words in ("Voting is open.", "Your draft.", "It looks for members who want it talked about."):
        assert words in page
    assert f'href="/decide/{wanted}"' in page
    assert "Needs me (3)" in ada.sees("/decide")
    coop.vote(open_vote, ada="yes")
    assert "Needs me (2)" in ada.sees("/decide")


def test_an_election_asks_for_people_and_a_carried_vote_to_be_checked(coop: Coop, ada: Member) -> None:
    asked = Asked(kind=Kind.ELECTION, role="board")
    made = draft_proposal(coop.ids["ben"], title="Who?", asked=asked, now=coop.now)
    Member(coop, "ben").sends(f"/decide/{made}/notice")
    assert "Members can stand." in ada.sees("/decide/mine")


def test_nothing_waits_and_the_next_vote_is_told(coop: Coop, ada: Member) -> None:
    assert "Nothing waits for you" in ada.sees("/decide/mine")
    rules(coop, notice_days=4)
    hand_in(coop)
    page = ada.sees("/decide/mine")
    assert "The next vote opens" in page
    assert (coop.now + timedelta(days=4)).strftime("%Y-%m-%dT") in page
    assert "Needs me (" not in ada.sees("/decide")


def test_a_stranger_is_asked_to_sign_in_and_not_counted_for(coop: Coop) -> None:
    assert Client().get("/decide/mine").status_code == 302
    assert "Needs me" not in Client().get("/decide").content.decode()


def test_one_press_leaves_the_mail_alone_and_another_brings_all_back(coop: Coop, ada: Member) -> None:
    confirm(ada)
    before = ways(ada)
    assert ada.sends("/decide/mine/calm") == "/decide/mine"
    assert set(ways(ada).values()) == {frozenset({Way.MAIL})}
    assert notifications.digest_rhythm(Viewer(ada.id)) == "weekly"
    page = ada.sees("/decide/mine")
    assert "You hear of the co-op in your mail only." in page
    hidden = re.findall(r'<input type="hidden" name="(ways|rhythm)" value="([^"]*)"', page)
    undo: dict[str, Any] = {name: html.unescape(value) for name, value in hidden}
    ada.sends("/decide/mine/calm/undo", **undo)
    assert ways(ada) == before
    assert notifications.digest_rhythm(Viewer(ada.id)) == "never"


def test_without_an_address_that_is_confirmed_nothing_changes(coop: Coop, ada: Member) -> None:
    before = ways(ada)
    page = ada.sends("/decide/mine/calm", status=403)
    assert "confirmed addresses" in page
    assert ways(ada) == before


def test_what_undoes_can_change_nothing_else(coop: Coop, ada: Member) -> None:
    before = notifications.kind_choices(Viewer(ada.id))
    ada.sends("/decide/mine/calm/undo", ways="mention:here no.such.kind:mail", rhythm="never")
    assert notifications.kind_choices(Viewer(ada.id)) == before
