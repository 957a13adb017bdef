"""A register of before: people claim their number and date, and what nobody claimed goes again."""

from __future__ import annotations

import re
from datetime import date

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as member_queries
from commonhold.civic.moving_in import actions, personal_data, queries
from commonhold.civic.moving_in.models import Invitation
from commonhold.civic.moving_in.refusals import (
    CannotBeRead,
    NoSuchImport,
    NoSuchInvitation,
    NotAsItStands,
    NotNow,
)
from commonhold.civic.moving_in.tests.conftest import REGISTER
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal
from commonhold.social.letters.models import Letter
from commonhold.social.people.queries import Viewer
from tests.cast import make_person


@pytest.fixture
def invited(yard):
    made = yard.bring("members", REGISTER)
    yard.write(made, by="ada")
    return made


def links() -> dict[str, str]:
    """By address: what its letter's link says."""
    found = {}
    for each in Letter.objects.all():
        match = re.search(r"http://coop\.example/join/claim/(\S+)", each.text)
        assert match
        found[each.address] = match[1]
    return found


def test_it_is_shown_before_anything_is_written(yard):
    found = yard.look(yard.bring("members", REGISTER)).found
    assert [(each.number, each.email, each.joined) for each in found.entries] == [
        (7, "gus@example.org", date(2019, 5, 31)),
        (12, "hana@example.org", date(2020, 1, 2)),
    ]
    assert found.problems == []
    assert not Letter.objects.exists()
    assert not Invitation.objects.exists()


def test_people_claim_their_membership_with_its_number_and_date(yard, invited):
    gus = make_person("gus", now=yard.now)
    token = links()["gus@example.org"]
    assert queries.invitation(token).number == 7
    assert actions.claim(gus, token=token, now=yard.now) == 7
    member = member_queries.member_of(gus)
    assert (member.number, member.since.date(), member.branch) == (7, date(2019, 5, 31), 4)
    assert member_queries.may_vote(gus, at=yard.now)
    with pytest.raises(NoSuchInvitation):
        queries.invitation(token)
    with pytest.raises(NoSuchInvitation):
        actions.claim(make_person("otto"), token=token, now=yard.now)
    assert yard.look(invited).claimed == 1


def test_kept_numbers_go_to_nobody_else(yard, invited):
    assert members.enrol(make_person("otto"), votes_from=yard.now, now=yard.now) == 13
    yard.undo(invited, by="ada")
    assert members.enrol(make_person("pia"), votes_from=yard.now, now=yard.now) == 14


def test_taking_it_back_ends_what_nobody_claimed_and_leaves_who_did(yard, invited):
    tokens = links()
    gus = make_person("gus", now=yard.now)
    actions.claim(gus, token=tokens["gus@example.org"], now=yard.now)
    assert yard.undo(invited, by="ada") == 1
    assert member_queries.member_of(gus).number == 7
    with pytest.raises(NoSuchInvitation):
        queries.invitation(tokens["hana@example.org"])
    with pytest.raises(NotNow):
        yard.undo(invited, by="ada")
    assert not Invitation.objects.filter(email="hana@example.org").exists()
    again = yard.look(yard.bring("members", REGISTER)).found
    assert [each.why for each in again.problems] == ["Number 7 is taken."]


def test_each_wrong_line_is_named_and_then_nothing_is_written(yard):
    rows = [
        "number,name,email,joined,class",
        "x,A,a@example.org,2019-01-01,",
        "0,A,a@example.org,2019-01-01,",
        "²,A,a@example.org,2019-01-01,",
        "5,,a@example.org,2019-01-01,",
        "5,A,no address,2019-01-01,",
        "5,A,a@example.org,31.5.2019,",
        "5,A,a@example.org,2099-01-01,",
        "5,A,a@example.org,2019-01-01,kings",
        "1,A,a@example.org,2019-01-01,",
        "6,A,b@example.org,2019-01-01,",
        "6,B,c@example.org,2019-01-01,",
        "8,C,B@example.org,2019-01-01,",
        "",
        "9,D",
    ]
    made = yard.bring("members", "\n".join(rows))
    found = yard.look(made).found
    assert [each.line for each in found.problems] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15]
    with pytest.raises(NotAsItStands):
        yard.write(made, by="ada")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"number,name\n1,A\n",
        b"number,name,email,joined\n",
        b"number,number,email,joined,name\n1,1,a,b,c\n",
        b'number,name,email,joined\n1,"A\n',
        b"number,name,email,joined\n1,\xff\xfe,a,b\n",
        b"number,name,email,joined\n1,a\x00,a,b\n",
        b"x" * 8_000_001,
        b"number,name,email,joined\n" + b"1,a,b,c\n" * 10_001,
    ],
)
def test_what_is_no_such_table_is_not_kept(yard, text):
    with pytest.raises(CannotBeRead):
        yard.bring("members", text)


def test_who_may_bring_what(yard):
    for by in ("ben", "caro"):
        with pytest.raises(Refusal, match="mandate"):
            yard.bring("members", REGISTER, by=by)
    with pytest.raises(NoSuchImport):
        yard.bring("cats", REGISTER, by="ada")
    made = yard.bring("members", REGISTER)
    with pytest.raises(NoSuchImport):
        yard.look(made, by="ben")
    with pytest.raises(Refusal, match="mandate"):
        yard.write(made, by="ben")
    with pytest.raises(NoSuchImport):
        yard.write(1, by="ada")
    assert queries.imports(Viewer(yard.ids["caro"]), now=yard.now) == []


def test_a_file_is_written_once_or_put_aside(yard, invited):
    with pytest.raises(NotNow):
        yard.write(invited, by="ada")
    with pytest.raises(NotNow):
        actions.drop(yard.ids["ada"], import_id=invited, now=yard.now)
    other = yard.bring("members", "number,name,email,joined\n40,A,a@example.org,2019-01-01\n")
    actions.drop(yard.ids["ada"], import_id=other, now=yard.now)
    assert yard.look(other).state == "dropped"
    with pytest.raises(NotNow):
        yard.write(other, by="ada")
    with pytest.raises(NotNow):
        yard.undo(other, by="ada")


def test_the_record_bears_the_kind_and_a_hash_and_no_name(yard, invited):
    [leaf] = Leaf.objects.filter(kind="moving-in.written")
    assert b"Hale" not in bytes(leaf.data)
    assert b'"kind":"members","lines":2' in bytes(leaf.data)


def test_what_is_kept_of_her_is_taken_along_and_erased(yard, invited):
    gus = make_person("gus", now=yard.now)
    actions.claim(gus, token=links()["gus@example.org"], now=yard.now)
    assert personal_data.export_of(gus)["claimed_memberships"] == [{"number": 7, "joined": "2019-05-31"}]
    waiting = yard.bring("members", "number,name,email,joined\n40,A,a@example.org,2019-01-01\n")
    assert personal_data.export_of(yard.ids["ada"])["imports"][0]["filename"] == "f.csv"
    personal_data.erase(yard.ids["ada"], yard.now)
    assert personal_data.export_of(yard.ids["ada"])["imports"][0]["filename"] == ""
    assert yard.look(waiting).state == "dropped"
    assert not Invitation.objects.filter(name="Gus Hale").exists()
