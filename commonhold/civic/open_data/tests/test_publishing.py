"""Members publish themselves in numbers, month by month, and no number tells of few."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.governance.asking import must_fit
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.open_data import editions, queries
from commonhold.civic.open_data.decisions import PublishData, StopPublishingData
from commonhold.civic.open_data.figures import Figures, figures
from commonhold.civic.open_data.models import Edition
from commonhold.civic.open_data.refusals import NoSuchEdition
from commonhold.civic.open_data.vocabulary import ALL, Table
from commonhold.civic.treasury.accounts import BANK, DUES, RETAINED, closing_cause
from commonhold.civic.treasury.tests.conftest import Coop, build
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.posts import actions as posts
from rulebook.suppression import LEAST_PEOPLE, Cell
from tests.cast import MORNING

PEOPLE = ["ada", "ben", "caro", "finn", "gil", "hana", "ivo"]


@pytest.fixture
def coop(db: None) -> Coop:
    return build(PEOPLE)


def refused(coop: Coop, decision: Decision) -> str:
    coop.decided += 1
    return str(enact([decision], reference=f"test:{coop.decided}", rule=UNANIMOUS, now=coop.now).reason)


def month(name: str) -> dict[str, dict[str, Mapping[str, int | None]]]:
    """By table and period: the cells."""
    told = json.loads(queries.edition(name))
    jsonschema.Draft202012Validator(queries.schema("http://coop.example")).validate(told)
    return {
        each["name"]: {period["period"]: period["cells"] for period in each["periods"]}
        for each in told["tables"]
    }


def test_each_month_is_published_once_it_is_over_and_its_hash_is_on_the_record(coop: Coop):
    for name in PEOPLE:
        coop.pay(name)
        posts.publish_post(coop.ids[name], text="Good morning", now=coop.now)
    posts.publish_post(coop.ids["ada"], text="For members", audience="members", now=coop.now)
    coop.decide(PublishData("CC0-1.0"))
    coop.wait(days=32)
    found = month("2026-05")
    assert found["members"]["2026-05"][ALL] == 7
    assert found["income"]["2026-05"][ALL] == found["income"]["2026-05"]["income:dues"] != 0
    assert found["votes"]["2026-05"] == {"carried": 0, "defeated": 0, "no-quorum": 0, ALL: 0}
    assert set(found["turnout"]["2026-05"].values()) == {None}
    week = found["posts"]["2026-W19"]
    assert (week["members"], week["public"]) == (None, None)  # else the total would tell of Ada's
    assert week[ALL] == 8
    assert "2026-06" not in [each.month for each in queries.editions()]
    leaf = record.leaves(kind="data.published", limit=1)[0]
    assert leaf.body["sha256"] == queries.editions()[0].sha256
    before = queries.edition("2026-05")
    coop.wait(days=31)
    assert queries.edition("2026-05") == before
    assert [each.month for each in queries.editions()][:2] == ["2026-06", "2026-05"]


def test_the_page_reads_no_file_and_a_table_is_written_once_for_its_months(
    coop: Coop, django_assert_num_queries: Any
):
    coop.decide(PublishData("CC0-1.0", "members, posts"))
    coop.wait(days=63)
    with django_assert_num_queries(1) as asked:
        found = queries.editions()
    assert '"body"' not in asked[0]["sql"]
    for each in found:
        told = json.loads(queries.edition(each.month))
        cells = [
            value for table in told["tables"] for one in table["periods"] for value in one["cells"].values()
        ]
        assert (each.cells, each.withheld) == (len(cells), cells.count(None))
    first = queries.table_csv("members")
    with django_assert_num_queries(1):  # which months there are
        assert queries.table_csv("members") == first
    coop.wait(days=31)
    assert len(queries.table_csv("members")) > len(first)


def test_what_an_older_release_published_is_counted_from_its_file(coop: Coop):
    coop.decide(PublishData("CC0-1.0", "members"))
    coop.wait(days=32)
    known = queries.editions()
    Edition.objects.update(cells=None, withheld=None)
    assert queries.editions() == known


def test_the_same_stands_in_csv_and_what_is_withheld_is_empty(coop: Coop):
    coop.decide(PublishData("CC-BY-4.0", "members, posts"))
    posts.publish_post(coop.ids["ada"], text="Alone here", now=MORNING)
    coop.wait(days=32)
    rows = list(csv.DictReader(io.StringIO(queries.table_csv("posts"))))
    assert {row["licence"] for row in rows} == {"CC-BY-4.0"}
    assert {row["value"] for row in rows if row["period"] == "2026-W19"} == {""}
    with pytest.raises(NoSuchEdition):
        queries.table_csv("people")
    with pytest.raises(NoSuchEdition):
        queries.edition("2031-01")
    assert set(month("2026-05")) == {"members", "posts"}


def test_members_may_ask_for_more_people_behind_a_number(coop: Coop):
    coop.decide(SetParameter("open_data.least_people", 8), PublishData("CC0-1.0", "members"))
    coop.wait(days=32)
    assert month("2026-05")["members"]["2026-05"] == {ALL: None, "member": None} or set(
        month("2026-05")["members"]["2026-05"].values()
    ) == {None}


def test_an_entry_that_closes_a_year_is_nobody_who_paid_dues(coop: Coop):
    for name in PEOPLE[:4]:
        coop.pay(name)
    ledger.post(
        kind="period.closed",
        key="year:2026",
        cause=closing_cause(2026),
        legs=[Leg(DUES, 100, "EUR"), Leg(RETAINED, -100, "EUR")],
        at=coop.now,
    )
    (income,) = figures(Table.INCOME, "2026-05")
    assert income.cells[DUES].people == 4
    assert editions.told(income, LEAST_PEOPLE)[DUES] is None


@pytest.mark.parametrize(
    ("table", "account", "sign"), [(Table.COSTS, "expenses:juries", 1), (Table.INCOME, "income:exchange", -1)]
)
def test_what_one_juror_got_or_one_agreement_brought_in_is_withheld(
    coop: Coop, table: Table, account: str, sign: int
):
    ledger.open_account(account, name="Of somebody", at=coop.now)
    legs = [Leg(account, sign * 500, "EUR"), Leg(BANK, -sign * 500, "EUR")]
    ledger.post(kind="test.paid", key="paid", cause="test", legs=legs, at=coop.now)
    (found,) = figures(table, "2026-05")
    assert (found.cells[account].value, found.cells[account].people) == (500, 1)
    assert editions.told(found, LEAST_PEOPLE)[account] is None


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (PublishData("WTFPL"), "one of the licences"),
        (PublishData("CC0-1.0", "members, people"), "We can publish these"),
        (PublishData("CC0-1.0", "members, members"), "We can publish these"),
        (StopPublishingData(), "nothing to stop"),
    ],
)
def test_what_is_no_table_and_no_licence_is_refused(coop: Coop, decision: Decision, says: str):
    assert says in refused(coop, decision)
    assert queries.publication() is None


def test_one_proposal_publishes_once_and_says_so_when_it_is_handed_in_and_when_it_is_carried_out(coop: Coop):
    both = [PublishData("CC0-1.0"), PublishData("ODbL-1.0", "members")]
    with pytest.raises(Refusal, match="stands in this proposal 2 times"):
        must_fit(Asked(), both, charter.current())
    done = enact(both, reference="test:both", rule=UNANIMOUS, now=coop.now)
    assert "can be carried out once" in done.reason
    assert queries.publication() is None
    coop.decide(both[0])
    coop.decide(both[1])  # one proposal after the other


def test_a_later_vote_changes_the_licence_of_what_comes_or_ends_it(coop: Coop):
    coop.decide(PublishData("CC0-1.0", "members"))
    coop.wait(days=32)
    coop.decide(PublishData("ODbL-1.0", "members"))
    coop.wait(days=31)
    assert [each.licence for each in queries.editions()][:2] == ["ODbL-1.0", "CC0-1.0"]
    coop.decide(StopPublishingData())
    coop.wait(days=62)
    assert queries.editions()[0].month == "2026-06"


_CELLS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40))),
    min_size=1,
)


@given(_CELLS)
def test_from_what_is_published_no_number_of_few_can_be_worked_out(drawn: dict[str, tuple[int, int | None]]):
    cells = {
        name: Cell(value, None if people is None else min(people, value))
        for name, (value, people) in drawn.items()
    }
    of_people = [each.people for each in cells.values() if each.people is not None]
    total = Cell(sum(each.value for each in cells.values()), sum(of_people) if of_people else None)
    told = editions.told(Figures("2026-05", {**cells, ALL: total}), LEAST_PEOPLE)
    few = {name for name, each in cells.items() if each.people is not None and each.people < LEAST_PEOPLE}
    assert all(told[name] is None for name in few)
    if told[ALL] is not None:
        left = total.value - sum(int(str(told[name])) for name in cells if told[name] is not None)
        assert all(left >= cells[name].value + LEAST_PEOPLE for name in few)
