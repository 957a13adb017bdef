"""Getting an account back through the membership panel."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from commonhold.civic.governance import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.rights import personal_data, queries
from commonhold.civic.rights.actions import (
    ask_for_account,
    refuse_account,
    stop_recovery,
    take_account_back,
    vouch_for_account,
)
from commonhold.civic.rights.actions.recovering import waiting_for
from commonhold.civic.rights.models import Recovery
from commonhold.civic.rights.refusals import (
    LinkIsOver,
    NoPanelForRecovery,
    NoSuchRecovery,
    NotOnPanel,
    NoWayToReach,
    OwnRecovery,
    VouchedAlready,
)
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.jobs.actions import run_due
from commonhold.social.letters.models import Letter
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import WeakPassword
from tests.cast import MORNING, PASSWORD, email_of, make_person

HOW = "Ring me at 555 01, Caro knows my voice."
SPOKE = "I saw her at the market on Monday."
NEW = "a lamp by the old gate"

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def uma(coop: str) -> int:
    return make_person("uma", signs_in=True)


@pytest.fixture
def panel(uma: int, ada: int, ben: int, caro: int) -> list[int]:
    """Ada, Ben and Uma hold the mandate; Caro does not."""
    because = Enactment(ids.new_id(MORNING), MORNING, "test", UNANIMOUS)
    for each in (ada, ben, uma):
        mandates.give(each, Role.MEMBERSHIP, because=because)
    return [ada, ben, uma]


@pytest.fixture
def asked(panel: list[int]) -> Recovery:
    ask_for_account("@Uma", address="Uma@Elsewhere.example", how=HOW, now=LATER)
    return Recovery.objects.get()


def told(person_id: int) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def vouched(row: Recovery, *by: int) -> datetime:
    for each in by:
        vouch_for_account(each, recovery_id=row.id, words=SPOKE, now=LATER)
    row.refresh_from_db()
    assert row.waits_until is not None
    return row.waits_until


def key_of(letter: Letter) -> str:
    return str(re.findall("/account/back/(.+)", letter.text)[0])


def opens(email: str, password: str) -> bool:
    return authenticate(None, email=email, password=password) is not None


def test_two_of_the_panel_time_and_one_link_give_the_account_back(asked, ada, ben, uma):
    assert told(uma) == ["rights.recovery-asked"]
    assert told(ada) == told(ben) == ["rights.recovery-waits"]
    due = vouched(asked, ada, ben)
    assert due == LATER + timedelta(days=7)
    warned = Letter.objects.filter(person_id=uma)
    assert warned.count() == 2
    assert all("/me/recovery" in each.text for each in warned)
    run_due(due - timedelta(seconds=1))
    assert not Letter.objects.filter(address__gt="").exists()
    run_due(due)
    (letter,) = Letter.objects.filter(address="uma@elsewhere.example")
    assert opens(email_of("uma"), PASSWORD)
    with pytest.raises(WeakPassword):
        take_account_back(key_of(letter), password="short", now=due)
    take_account_back(key_of(letter), password=NEW, now=due)
    assert not opens(email_of("uma"), PASSWORD)
    assert opens("uma@elsewhere.example", NEW)
    with pytest.raises(LinkIsOver):
        take_account_back(key_of(letter), password=NEW, now=due)
    steps = [each.kind for each in queries.own_recovery(Viewer(uma)).steps]
    assert steps == ["asked", "vouched", "vouched", "waits", "link-sent", "given-back"]


def test_whoever_still_has_the_account_stops_it_and_no_link_works(asked, ada, ben, uma):
    due = vouched(asked, ada, ben)
    run_due(due)
    letter = Letter.objects.get(address="uma@elsewhere.example")
    stop_recovery(uma, now=due)
    with pytest.raises(LinkIsOver):
        take_account_back(key_of(letter), password=NEW, now=due)
    with pytest.raises(NoSuchRecovery):
        stop_recovery(uma, now=due)
    with pytest.raises(NoSuchRecovery):
        vouch_for_account(ada, recovery_id=asked.id, words=SPOKE, now=due)


def test_who_stops_it_in_time_is_sent_no_link(asked, ada, ben, uma):
    due = vouched(asked, ada, ben)
    stop_recovery(uma, now=LATER)
    run_due(due)
    assert not Letter.objects.filter(address__gt="").exists()


def test_the_panel_refuses_and_one_of_it_alone_gives_nothing(asked, ada, ben):
    vouch_for_account(ada, recovery_id=asked.id, words=SPOKE, now=LATER)
    with pytest.raises(VouchedAlready):
        vouch_for_account(ada, recovery_id=asked.id, words=SPOKE, now=LATER)
    refuse_account(ben, recovery_id=asked.id, words="It was another voice.", now=LATER)
    with pytest.raises(NoSuchRecovery):
        vouch_for_account(ben, recovery_id=asked.id, words=SPOKE, now=LATER)
    run_due(LATER + timedelta(days=30))
    assert not Letter.objects.filter(address__gt="").exists()


def test_only_others_of_the_panel_answer_and_say_how_they_know(asked, ada, caro, uma):
    with pytest.raises(NotOnPanel):
        vouch_for_account(caro, recovery_id=asked.id, words=SPOKE, now=LATER)
    with pytest.raises(OwnRecovery):
        vouch_for_account(uma, recovery_id=asked.id, words=SPOKE, now=LATER)
    with pytest.raises(NoWayToReach):
        vouch_for_account(ada, recovery_id=asked.id, words="Yes.", now=LATER)
    for ask in (queries.recoveries, lambda viewer, now: queries.recovery(viewer, asked.id, now=now)):
        with pytest.raises(NotOnPanel):
            ask(Viewer(caro), now=LATER)
    assert queries.recovery(Viewer(ada), asked.id, now=LATER).how == HOW


def test_whether_there_is_such_an_account_is_not_told(panel):
    ask_for_account("nobody", address="gus@elsewhere.example", how=HOW, now=LATER)
    ask_for_account("ada", address="gus@elsewhere.example", how=HOW, now=LATER)  # nobody signs in as her
    assert not Recovery.objects.exists()
    ask_for_account("uma", address="gus@elsewhere.example", how=HOW, now=LATER)
    ask_for_account("uma", address="another@elsewhere.example", how=HOW, now=LATER)
    assert Recovery.objects.get().address == "gus@elsewhere.example"


def test_who_gives_no_way_to_be_reached_or_has_no_panel_is_told(uma, ada):
    with pytest.raises(NoPanelForRecovery):
        ask_for_account("uma", address="uma@elsewhere.example", how=HOW, now=LATER)


@pytest.mark.parametrize(("address", "how"), [("nowhere", HOW), ("uma@elsewhere.example", "Hm.")])
def test_a_way_to_be_reached_is_needed(panel, address, how):
    with pytest.raises(NoWayToReach):
        ask_for_account("uma", address=address, how=how, now=LATER)


def test_an_unused_link_ends_and_one_may_ask_again(asked, ada, ben):
    due = vouched(asked, ada, ben)
    run_due(due)
    letter = Letter.objects.get(address="uma@elsewhere.example")
    late = due + timedelta(days=3)
    assert waiting_for(key_of(letter), now=due) == asked
    with pytest.raises(LinkIsOver):
        waiting_for(key_of(letter), now=late)
    with pytest.raises(LinkIsOver):
        take_account_back(key_of(letter), password=NEW, now=late)
    ask_for_account("uma", address="uma@elsewhere.example", how=HOW, now=late)
    assert [each.end for each in Recovery.objects.order_by("id")] == ["lapsed", ""]


def test_what_was_asked_is_exported_and_erased(asked, ada, uma):
    vouch_for_account(ada, recovery_id=asked.id, words=SPOKE, now=LATER)
    assert personal_data.export_of(uma)["recoveries"][0]["how"] == HOW
    personal_data.erase(uma, LATER)
    assert not Recovery.objects.exists()
