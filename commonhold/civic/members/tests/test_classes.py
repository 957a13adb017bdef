from __future__ import annotations

import json
from datetime import timedelta
from importlib import import_module
from itertools import count

import pytest
from django.apps import apps

from commonhold.civic.members import actions, classes, moving, personal_data, queries
from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.members.classes import ONLY, MemberClass
from commonhold.civic.members.decisions import EndClass, MoveMember, SetClass
from commonhold.civic.members.models import Belonging
from commonhold.civic.members.refusals import (
    BelongsAlready,
    ClassIsClosed,
    MembersOnly,
    NoSuchClass,
    StillWaiting,
    VotersVouch,
)
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.record.models import Leaf
from commonhold.social.notifications.models import Notification
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING

LATER, WEEK = MORNING + timedelta(days=1), timedelta(days=7)
WORKERS = SetClass("workers", "Workers", "Who is paid for working here.", joins=0)
FRIENDS = SetClass("friends", "Friends", "Who helps with money.", votes=0, proposes=0, stands=0)
_NUMBERS = count(1)


def decide(*decisions: Decision) -> str:
    """Carried out; returns why not, or nothing."""
    return enact(decisions, reference=f"proposal:{next(_NUMBERS)}", rule=UNANIMOUS, now=LATER).reason


@pytest.fixture
def three(founders: list[int]) -> list[int]:
    """Members, workers, and friends without a vote."""
    assert decide(WORKERS, FRIENDS) == ""
    return founders


def roll(at) -> dict[int, str]:
    return {each.person_id: each.class_key for each in queries.roll(at)}


def test_a_co_op_begins_with_one_class_and_everybody_in_it(founders, ada):
    here = charter.current().read(ClassesCharter)
    assert list(here.every) == [ONLY]
    assert roll(MORNING) == dict.fromkeys(founders, "members")
    assert {each.class_name for each in queries.directory(Viewer(ada))} == {""}
    assert not Leaf.objects.filter(kind="members.belongs").exists()


def test_a_vote_adds_classes_and_gives_them_rights(three):
    here = charter.current().read(ClassesCharter)
    assert [each.key for each in here.every] == ["members", "workers", "friends"]
    assert classes.rights_of(here.every[2]) == ["without a vote"]
    assert decide(SetClass("friends", "Good friends", votes=0, proposes=0, stands=0)) == ""
    assert [each.name for each in charter.current().read(ClassesCharter).every][2] == "Good friends"


@pytest.mark.parametrize(
    "wrong",
    [
        SetClass("Workers!", "Workers"),
        SetClass("workers", " "),
        SetClass("workers", "x" * 41),
        SetClass("workers", "Workers", "x" * 301),
        SetClass("workers", "Workers", weight=0),
        SetClass("workers", "Workers", votes=2),
        SetClass("members", "Members", votes=0),
        SetClass("members", "Members", joins=0),
        EndClass("nobody"),
        EndClass("members"),
    ],
)
def test_what_is_no_class_is_refused(founders, wrong):
    assert decide(wrong) != ""
    assert list(charter.current().read(ClassesCharter).every) == [ONLY]


def test_there_is_an_end_to_the_number_of_classes(founders):
    many = [SetClass(f"class-{n}", "One more") for n in range(classes.MOST_CLASSES - 1)]
    assert decide(*many) == ""
    assert "up to 12" in decide(SetClass("too-many", "One too many"))


def test_a_class_ends_when_nobody_is_in_it_any_more(three, ben):
    moving.move(ben, to="workers", by=None, reference="proposal:1", now=LATER)
    assert "still belongs" in decide(EndClass("workers"))
    moving.move(ben, to="members", by=None, reference="proposal:2", now=LATER)
    assert decide(EndClass("workers")) == ""


def test_a_vote_moves_a_member_and_says_so_on_the_record(three, ben, ada):
    assert decide(MoveMember(str(ben), "workers")) == ""
    [latest, first] = queries.belongings(Viewer(ada), ben)
    assert (latest.class_name, latest.reference[:9], first.reference) == ("Workers", "proposal:", "joining")
    leaf = json.loads(bytes(Leaf.objects.get(kind="members.belongs").data))["body"]
    assert (leaf["number"], leaf["class"]) == (2, "workers")
    assert Notification.objects.filter(person_id=ben, kind="members.moved").exists()
    assert "already" in decide(MoveMember(str(ben), "workers"))
    assert "no class" in decide(MoveMember(str(ben), "cooks"))
    assert "Only members" in decide(MoveMember("nobody", "workers"))


def test_whoever_is_moved_votes_as_before_until_the_days_of_waiting_are_over(three, ben):
    moving.move(ben, to="workers", by=None, reference="proposal:1", now=LATER)
    assert roll(LATER)[ben] == "members"
    assert roll(LATER + WEEK - timedelta(seconds=1))[ben] == "members"
    assert roll(LATER + WEEK)[ben] == "workers"


def test_a_member_without_a_vote_is_on_no_roll(three, ben):
    moving.move(ben, to="friends", by=None, reference="proposal:1", now=LATER)
    for at in (LATER, LATER + WEEK):
        assert ben not in queries.voters(at)
        assert not queries.may_vote(ben, at=at)
    assert queries.first_ballot(ben, at=LATER) is None
    assert not queries.is_eligible(ben)
    assert not queries.may_propose(ben, at=LATER)
    assert ben in queries.members(LATER)


def test_whoever_gains_a_vote_waits_for_it_like_a_newcomer(three, ben):
    moving.move(ben, to="friends", by=None, reference="proposal:1", now=LATER)
    moving.move(ben, to="workers", by=None, reference="proposal:2", now=LATER + WEEK)
    assert not queries.may_vote(ben, at=LATER + WEEK)
    assert queries.first_ballot(ben, at=LATER + WEEK) == LATER + WEEK + WEEK
    assert roll(LATER + WEEK + WEEK)[ben] == "workers"


def test_when_a_class_loses_its_vote_its_members_leave_the_roll(three, ben):
    moving.move(ben, to="workers", by=None, reference="proposal:1", now=LATER)
    assert decide(SetClass("workers", "Workers", votes=0)) == ""
    assert ben not in queries.voters(LATER + WEEK)


def test_members_choose_only_among_classes_that_are_open(three, ben, dev):
    actions.move_myself(ben, to="friends", now=LATER)
    assert queries.member_of(ben).class_key == "friends"
    with pytest.raises(ClassIsClosed):
        actions.move_myself(ben, to="workers", now=LATER)
    with pytest.raises(BelongsAlready):
        actions.move_myself(ben, to="friends", now=LATER)
    with pytest.raises(NoSuchClass):
        actions.move_myself(ben, to="cooks", now=LATER)
    with pytest.raises(MembersOnly):
        actions.move_myself(dev, to="friends", now=LATER)
    assert not Notification.objects.filter(person_id=ben, kind="members.moved").exists()


def test_newcomers_choose_their_class_among_those_that_are_open(three, ben, caro, dev):
    with pytest.raises(ClassIsClosed):
        actions.apply(dev, statement="I bake.", class_key="workers", now=LATER)
    with pytest.raises(NoSuchClass):
        actions.apply(dev, statement="I bake.", class_key="cooks", now=LATER)
    asked = actions.apply(dev, statement="I bake.", class_key="friends", now=LATER)
    assert queries.application(Viewer(ben), asked, now=LATER).class_name == "Friends"
    for voucher in (ben, caro):
        actions.vouch(voucher, application_id=asked, now=LATER)
    actions.admit(asked, now=LATER)
    assert queries.member_of(dev).class_key == "friends"
    assert dev not in queries.voters(LATER + WEEK)


def test_a_class_that_closed_meanwhile_gives_way_to_the_first_open_one(three, ben, caro, dev):
    asked = actions.apply(dev, statement="I bake.", class_key="friends", now=LATER)
    for voucher in (ben, caro):
        actions.vouch(voucher, application_id=asked, now=LATER)
    decide(SetClass("friends", "Friends", joins=0))
    actions.admit(asked, now=LATER)
    assert queries.member_of(dev).class_key == "members"


def test_whoever_has_no_ballot_vouches_for_nobody(three, ben, dev):
    asked = actions.apply(dev, statement="I bake.", now=LATER)
    actions.move_myself(ben, to="friends", now=LATER)
    with pytest.raises(VotersVouch):
        actions.vouch(ben, application_id=asked, now=LATER)
    assert not queries.application(Viewer(ben), asked, now=LATER).may_vouch
    actions.move_myself(ben, to="members", now=LATER + WEEK)
    with pytest.raises(StillWaiting):
        actions.vouch(ben, application_id=asked, now=LATER + WEEK)


def test_founders_can_begin_in_any_class(three, dev):
    with pytest.raises(NoSuchClass):
        actions.enrol(dev, class_key="cooks", votes_from=LATER, now=LATER)
    actions.enrol(dev, class_key="workers", votes_from=LATER, now=LATER)
    assert roll(LATER)[dev] == "workers"


def test_classes_are_shown_to_members_alone(three, ada, ben, dev):
    actions.move_myself(ben, to="friends", now=LATER)
    lines = {each.handle: (each.class_name, each.has_ballot) for each in queries.directory(Viewer(ada))}
    assert lines == {"ada": ("Members", True), "ben": ("Friends", False), "caro": ("Members", True)}
    assert queries.belongings(ANYONE, ben) == []
    assert queries.belongings(Viewer(dev), ben) == []
    assert len(queries.belongings(Viewer(ben), ben)) == 2


def test_a_person_gets_her_classes_and_leaves_no_words_behind(three, ben):
    moving.move(ben, to="workers", by=None, because="Hired in May.", reference="mandate:1", now=LATER)
    kept = personal_data.export_of(ben)["memberships"][0]["classes"]
    assert [(each["class"], each["because"]) for each in kept] == [
        ("members", ""),
        ("workers", "Hired in May."),
    ]
    personal_data.erase(ben, LATER)
    kept = personal_data.export_of(ben)["memberships"][0]["classes"]
    assert [each["because"] for each in kept] == ["", ""]


def test_a_table_of_classes_has_one_spelling_and_sense():
    assert classes.is_table(classes.written([ONLY]))
    workers = MemberClass("workers", "Workers")
    assert classes.is_table(classes.written([ONLY, workers]))
    for wrong in (
        [],
        [ONLY, ONLY],
        [MemberClass("a", "A", votes=0)],
        [MemberClass("a", "A", joins=0)],
    ):
        assert not classes.is_table(classes.written(wrong))
    for wrong_text in (
        "",
        "{}",
        "[1]",
        '[{"key": "a"}]',
        '[{"key":"a","name":"A","votes":true}]',
        "[" * 9999,
    ):
        assert not classes.is_table(wrong_text)


def test_waiting_is_the_charters(three, ben):
    assert charter.current().read(MembersCharter).quarantine_days == WEEK.days


def test_an_upgrade_puts_members_of_before_into_the_one_class_since_they_joined(founders, ada):
    Belonging.objects.all().delete()
    import_module("commonhold.civic.members.migrations.0002_classes").everybody_belongs(apps, None)
    assert roll(MORNING) == dict.fromkeys(founders, "members")
    [only] = queries.belongings(Viewer(ada), ada)
    assert (only.since, only.reference) == (MORNING, "joining")
