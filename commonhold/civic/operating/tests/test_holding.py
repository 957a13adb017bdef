from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.operating import personal_data, queries
from commonhold.civic.operating.actions import (
    confirm_holding,
    end_all_of,
    end_holder,
    give_back,
    must_be_task,
    name_holder,
)
from commonhold.civic.operating.models import Holding
from commonhold.civic.operating.refusals import HoldsNothing, NoSuchMember, NoSuchTask
from commonhold.civic.operating.tests.conftest import Coop, build
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING

BECAUSE = Enactment(1, MORNING, "proposal:1", UNANIMOUS)


def domain(coop: Coop, *, days: int = 0, by: str = "caro") -> queries.TaskView:
    return queries.tasks(Viewer(coop.ids[by]), now=MORNING + timedelta(days=days))[0]


def test_members_see_who_holds_what_and_how_many_are_missing(coop):
    assert (domain(coop).holders, domain(coop).missing) == ([], 2)
    assert coop.name("ada") == ""
    assert coop.name("@Ben") == ""
    assert [each.handle for each in domain(coop).holders] == ["ada", "ben"]
    assert domain(coop).missing == 0
    assert queries.in_whose_hands(now=MORNING) == (6, 2)


def test_others_see_that_somebody_is_missing_and_no_names(coop):
    coop.name("ada")
    for viewer in (ANYONE, Viewer(coop.ids["dev"])):
        seen = queries.tasks(viewer, now=MORNING)[0]
        assert (seen.holders, seen.missing) == ([], 1)


def test_the_record_says_that_somebody_holds_it_by_whose_word_and_not_who(coop):
    coop.name("ada")
    (leaf,) = record.leaves(kind="operating.holder-named")
    assert leaf.body.keys() == {"holding", "task", "reference"}
    assert (leaf.body["task"], leaf.body["reference"]) == ("domain", "proposal:1")


def test_nobody_but_a_member_holds_it_and_each_once(coop):
    assert "No member is called so" in coop.name("dev")
    assert "No member is called so" in coop.name("nobody")
    assert "choose what" in coop.name("ada", "garden")
    assert coop.name("ada") == ""
    assert "holds it already" in coop.name("ada")
    with pytest.raises(NoSuchMember):
        name_holder(coop.ids["dev"], "host", because=BECAUSE)
    with pytest.raises(NoSuchTask):
        name_holder(coop.ids["ada"], "garden", because=BECAUSE)


def test_a_decision_ends_it_and_only_where_it_holds(coop):
    assert "does not hold it" in coop.end("ada")
    coop.name("ada")
    assert coop.end("ada") == ""
    assert domain(coop).holders == []
    with pytest.raises(HoldsNothing):
        end_holder(coop.ids["ada"], "domain", because=BECAUSE)


def test_she_confirms_and_is_asked_again_in_a_year(coop):
    coop.name("ada")
    jobs.run_due(MORNING)
    assert told(coop) == 1
    assert domain(coop).holders[0].is_due
    confirm_holding(coop.ids["ada"], task="domain", now=MORNING)
    assert not domain(coop, days=365).holders[0].is_due
    jobs.run_due(MORNING + timedelta(days=364))
    assert told(coop) == 1
    jobs.run_due(MORNING + timedelta(days=365))
    assert told(coop) == 2
    assert domain(coop, days=366).holders[0].is_due
    with pytest.raises(HoldsNothing):
        confirm_holding(coop.ids["ben"], task="domain", now=MORNING)


def told(coop: Coop) -> int:
    seen = notifications.for_person(Viewer(coop.ids["ada"]))
    return sum(each.kind == "operating.confirm" for each in seen)


def test_she_gives_it_back_and_whoever_leaves_holds_nothing(coop):
    coop.name("ada")
    give_back(coop.ids["ada"], task="domain", now=MORNING)
    with pytest.raises(HoldsNothing):
        give_back(coop.ids["ada"], task="domain", now=MORNING)
    coop.name("ben")
    coop.name("ben", "keys")
    members.leave(coop.ids["ben"], now=MORNING)
    jobs.run_due(MORNING)
    assert Holding.objects.filter(until=None).count() == 0
    assert set(Holding.objects.values_list("ended_because", flat=True)) == {"herself", "left"}


def test_what_she_held_is_exported_and_erased(coop):
    coop.name("ada")
    (held,) = personal_data.export_of(coop.ids["ada"])["holdings"]
    assert (held["task"], held["until"]) == ("domain", None)
    personal_data.erase(coop.ids["ada"], MORNING)
    assert personal_data.export_of(coop.ids["ada"]) == {"holdings": []}
    assert len(record.leaves(kind="operating.")) == 2


@pytest.mark.both_databases
def test_on_either_database_the_same(committing_db, settings, tmp_path):
    coop = build()
    coop.name("ada")
    assert "holds it already" in coop.name("ada")
    assert domain(coop).missing == 1


def test_what_the_actions_share_refuses_and_ends_by_itself(coop):
    must_be_task("host")
    with pytest.raises(NoSuchTask):
        must_be_task("garden")
    coop.name("ada", "host")
    end_all_of(coop.ids["ada"], now=MORNING)
    assert Holding.objects.get().ended_because == "left"
