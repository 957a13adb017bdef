from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from commonhold.civic.founding import charter_templates
from commonhold.civic.founding.actions import Founder, found, move_to
from commonhold.civic.founding.refusals import SameEmail
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.queries import mandates
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation.actions import freeze_addresses
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record import queries as record
from commonhold.ground.record import sequencer
from commonhold.ground.record.models import Leaf
from commonhold.ground.record.signature import check_signature
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.merkle import DirectoryReader, verify
from tests.cast import MORNING, PASSWORD, email_of

pytestmark = pytest.mark.django_db


def test_three_founders_begin_a_co_op_with_members_mandates_and_books(ready):
    ada, ben, caro = found(**ready, now=MORNING)
    assert [people.person(ANYONE, each).handle for each in (ada, ben, caro)] == ["ada", "ben", "caro"]
    lines = members.directory(Viewer(ada))
    assert [(each.person_id, each.number, each.branch) for each in lines] == [
        (ada, 1, 1),
        (ben, 2, 2),
        (caro, 3, 3),
    ]
    assert members.voters(MORNING) == [ada, ben, caro]
    roles = {
        each: sorted(held.role for held in mandates.held_by(each, at=MORNING)) for each in (ada, ben, caro)
    }
    assert roles == {ada: ["board", "membership"], ben: ["board", "treasurer"], caro: ["board"]}
    assert {held.reference for held in mandates.held_by(ada, at=MORNING)} == {"founding"}
    assert [each.cents for each in treasury.dues_board(Viewer(ben), now=MORNING)] == [500] * 3
    assert ledger.balance("assets:bank") == {}


def test_the_charter_says_what_the_founders_chose_and_defaults_for_the_rest(ready):
    found(**ready, time_zone="Europe/Lisbon", currency="SEK", now=MORNING)
    here = charter.current()
    assert here.version == 1
    assert here.read(CoopCharter) == CoopCharter(
        name="Lantern Street", purpose="A quiet place that belongs to us.", time_zone="Europe/Lisbon"
    )
    assert here.read(TreasuryCharter) == TreasuryCharter(dues_cents=500, currency="SEK")
    assert {each.key for each in register.parameters()} == here.clauses.keys()
    assert {clause.reference for clause in here.clauses.values()} == {"founding"}


def test_a_template_sets_what_it_says(ready):
    found(**ready, template_name="careful", now=MORNING)
    assert charter.current().read(GovernanceCharter) == GovernanceCharter(
        notice_days=3, voting_days=7, challenge_days=3
    )


def test_the_record_begins_with_enactment_0_and_names_nobody(ready):
    found(**ready, mode=Mode.TEST, now=MORNING)
    leaves = [json.loads(bytes(each.data)) for each in Leaf.objects.order_by("id")]
    assert [
        each["type"] for each in leaves if each["type"] in {"decisions.enacted", "commonhold.founded"}
    ] == [
        "decisions.enacted",
        "commonhold.founded",
    ]
    assert leaves[-1]["body"] == {"founders": 3, "template": "neutral", "mode": "test"}
    written = json.dumps(leaves)
    assert not any(each in written for each in ("Ada", "ada@", "Caro"))


def test_the_next_month_is_on_its_way(ready):
    found(**ready, now=MORNING)
    ran = jobs.tick(MORNING + timedelta(days=28))
    assert ("treasury.begin-month", "2026-06", True) in [(each.kind, each.key, each.ok) for each in ran]


def test_founders_sign_in_with_their_passwords(ready):
    found(**ready, now=MORNING)
    assert Login.objects.get(email=email_of("ada")).check_password(PASSWORD)


def test_each_founder_has_a_handle_of_her_own(ready):
    founders = [
        Founder(name, f"{position}@example.org", PASSWORD)
        for position, name in enumerate(["Ada Lovelace", "Ada  Lovelace!", "Zoë", "李"])
    ]
    found(**{**ready, "founders": founders}, now=MORNING)
    handles = list(Person.objects.order_by("id").values_list("handle", flat=True))
    assert handles == ["ada_lovelace", "ada_lovelace_2", "zoe", "founder", "lantern_street"]


def test_the_co_op_has_an_account_of_its_own_that_its_founders_read(ready):
    founders = found(**{**ready, "name": "Ben"}, now=MORNING)
    account = people.profile(ANYONE, "ben_coop")
    assert (account.is_coop, account.name, account.summary) == (True, "Ben", ready["purpose"])
    assert all(people.is_following(Viewer(each), account.id) for each in founders)
    assert people.how_many() == 3


def changed(ready, position: int, **changes):
    founders = list(ready["founders"])
    founders[position] = replace(founders[position], **changes)
    return {**ready, "founders": founders}


def must_leave_nothing(facts, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        found(**facts, now=MORNING)
    assert refused.value.field == field
    assert str(refused.value)
    assert place() is None
    assert not Person.objects.exists()
    assert not Login.objects.exists()
    assert charter.current().version == 0
    assert not Leaf.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 81),
        ("purpose", ""),
        ("time_zone", "Mars/Olympus"),
        ("currency", "EURO"),
        ("currency", "XYZ"),
        ("public_url", "lantern"),
    ],
)
def test_what_is_refused_is_said_beside_its_field_and_nothing_is_left(ready, field, value):
    must_leave_nothing({**ready, field: value}, field)


def test_an_unknown_template_is_refused(ready):
    must_leave_nothing({**ready, "template_name": "imperial"}, "template")


def test_two_founders_are_too_few(ready):
    must_leave_nothing({**ready, "founders": ready["founders"][:2]}, "founders")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "ADA@example.org "}, "founders.1.email"),
        ({"email": "nowhere"}, "founders.1.email"),
        ({"password": "short"}, "founders.1.password"),
        ({"name": ""}, "founders.1.name"),
        ({"name": "Admin"}, "founders.1.name"),
    ],
)
def test_a_founder_who_is_refused_is_told_beside_her_own_field(ready, changes, field):
    must_leave_nothing(changed(ready, 1, **changes), field)


def test_two_founders_with_one_address_are_told_so(ready):
    with pytest.raises(SameEmail, match="Another founder"):
        found(**changed(ready, 2, email=" ADA@example.org"), now=MORNING)


def test_a_template_that_breaks_a_bound_founds_nothing(ready, tmp_path, monkeypatch):
    endless = {"title": "Endless", "words": "…", "values": {"governance.voting_days": 99}}
    (tmp_path / "endless.json").write_text(json.dumps(endless))
    monkeypatch.setattr(charter_templates, "_FOLDER", tmp_path)
    must_leave_nothing({**ready, "template_name": "endless"}, "template")


def test_a_co_op_is_founded_once(ready):
    found(**ready, now=MORNING)
    with pytest.raises(Refusal, match="already lives"):
        found(**ready, now=MORNING)
    assert members.count(MORNING) == 3


def test_a_co_op_that_moves_signs_its_record_under_the_new_address(ready, settings):
    found(**ready, now=MORNING)
    sequencer.sequence(MORNING)
    before = record.vkey()
    later = MORNING + timedelta(hours=1)
    move_to(public_url="https://yard.example", now=later)
    sequencer.sequence(later)
    assert place().public_url == "https://yard.example"
    assert record.vkey() != before
    assert record.vkey().startswith("yard.example/record+")
    reader = DirectoryReader(settings.RECORD_DIR)
    assert verify(reader, vkey=record.vkey(), check_signature=check_signature).ok


def test_a_co_op_on_which_others_rely_stays_where_it_is(ready):
    found(**ready, now=MORNING)
    freeze_addresses(now=MORNING)
    leaves = Leaf.objects.count()
    with pytest.raises(Refusal, match="Others rely"):
        move_to(public_url="https://yard.example", now=MORNING)
    assert Leaf.objects.count() == leaves
