"""Who may see what of sharing: totals everybody, a line whose it is, a bundle an auditor, on the log."""

from __future__ import annotations

import json

import pytest

from commonhold.civic.contributions import estimating, personal_data, queries
from commonhold.civic.contributions.actions.opening import open_bundle
from commonhold.civic.contributions.actions.previews import ask_for_preview
from commonhold.civic.contributions.bundles import bundle_of
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.contributions.models import Estimate, PreviewLine, SplitLine
from commonhold.civic.contributions.previewing import cells
from commonhold.civic.contributions.refusals import MembersOnly, NoLineOfYours, NoSuchSplit, ReasonNeeded
from commonhold.civic.contributions.tests.conftest import begin
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE
from rulebook.split.replay import replay
from rulebook.suppression import LEAST_PEOPLE
from tests.cast import make_person


def a_month(coop) -> None:
    coop.pay_dues("ada", "ben", "finn")
    coop.waive("caro")
    coop.thank("ada", "ben")
    coop.thank("ben", "ada")
    coop.thank("caro", "finn", 2)
    coop.month_ends()


def test_my_line_says_what_i_gave_and_to_whom(coop):
    a_month(coop)
    mine = queries.my_line(coop.viewer("caro"), "2026-05")
    assert (mine.own, mine.fund, mine.credit) == (0, 500, 0)
    [gift] = mine.gifts
    assert (gift.to.name, gift.thanks, gift.amount) == ("Finn", 2, 20_000_000)
    ada = queries.my_line(coop.viewer("ada"), "2026-05")
    assert ada.slice_own == 450_000_000
    assert ada.gifts[0].from_own == 90_000_000
    assert ada.paid == 90


def test_nobody_reads_anothers_line(coop):
    a_month(coop)
    coop.ids["gus"] = make_person("gus")
    for viewer in (ANYONE, coop.viewer("gus")):
        with pytest.raises(NoLineOfYours):
            queries.my_line(viewer, "2026-05")
        with pytest.raises(NoLineOfYours):
            queries.statement(viewer, "2026-05")


def test_the_public_file_names_nobody(coop):
    a_month(coop)
    public = queries.public_file(ANYONE, "2026-05").decode()
    for row in SplitLine.objects.all():
        assert row.key not in public
        assert str(row.person_id) not in public
    assert [each.month for each in queries.splits(ANYONE)] == ["2026-05"]
    with pytest.raises(NoSuchSplit):
        queries.split(ANYONE, "2026-04")


def test_an_auditor_opens_the_bundle_and_members_read_who_and_why(coop):
    a_month(coop)
    coop.decide(AppointMandate(str(coop.ids["finn"]), "auditor"))
    with pytest.raises(ReasonNeeded):
        open_bundle(coop.ids["finn"], month="2026-05", reason=" ", now=coop.now)
    bundle = open_bundle(coop.ids["finn"], month="2026-05", reason="The yearly look", now=coop.now)
    assert replay(bundle) == queries.public_file(ANYONE, "2026-05")
    assert "contributions.opened" in coop.told("ada")
    [opening] = queries.split(coop.viewer("ada"), "2026-05").openings
    assert (opening.by.name, opening.reason) == ("Finn", "The yearly look")
    assert queries.split(ANYONE, "2026-05").openings == []


def test_only_auditors_open_a_bundle(coop):
    a_month(coop)
    for name in ("ada", "ben", "caro"):
        with pytest.raises(Refusal, match="mandate"):
            open_bundle(coop.ids[name], month="2026-05", reason="Curious", now=coop.now)
    coop.decide(AppointMandate(str(coop.ids["finn"]), "auditor"))
    with pytest.raises(NoSuchSplit):
        open_bundle(coop.ids["finn"], month="2026-04", reason="Curious", now=coop.now)


def test_each_day_brings_an_estimate_that_is_near_what_comes(coop):
    coop.pay_dues("ada", "ben", "finn")
    coop.thank("ada", "ben")
    coop.wait(days=1)
    mine = queries.my_share(coop.viewer("ben"), now=coop.now).estimate
    # The fund carries nobody here, so the month so far is what it will be.
    assert (mine.paid, mine.credit) == (90, Estimate.objects.get(person_id=coop.ids["ben"]).credit)
    coop.month_ends()
    assert coop.line("ben").paid == 90


def test_an_estimate_ends_with_its_rule(coop):
    coop.pay_dues("ada")
    coop.wait(days=1)
    assert Estimate.objects.count() == 4
    coop.decide(SetSharing("none"))
    coop.wait(days=2)
    estimating.work_out("later", coop.now)
    assert not Estimate.objects.exists()


def test_a_preview_tells_each_her_own_number_and_members_a_distribution(db):
    coop = begin()
    for name in ("dora", "emil", "fritz", "greta"):
        coop.join(name)
    names = ["ada", "ben", "caro", "finn"]
    for _month in range(3):
        coop.pay_dues(*names)
        coop.thank("ada", "ben")
        coop.month_ends()
    wanted = SetSharing("own_slice_v1").terms(charter.current())
    assert not queries.preview_of(coop.viewer("ben"), wanted, now=coop.now).is_asked
    ask_for_preview(coop.ids["ada"], terms=wanted, now=coop.now)
    coop.wait(minutes=1)
    seen = queries.preview_of(coop.viewer("ben"), wanted, now=coop.now)
    assert (seen.before, seen.paid) == (0, 300)
    assert seen.mine is not None
    assert seen.mine > 1500 - 300
    assert sum(each.people for each in seen.cells) == PreviewLine.objects.count() == 8
    assert min(each.people for each in seen.cells) >= LEAST_PEOPLE
    again = ask_for_preview(coop.ids["ben"], terms=wanted, now=coop.now)
    assert again == ask_for_preview(coop.ids["ada"], terms=wanted, now=coop.now)
    assert queries.preview_of(ANYONE, wanted, now=coop.now).cells == []


def test_only_members_ask_for_a_preview(coop):
    coop.ids["gus"] = make_person("gus")
    with pytest.raises(MembersOnly):
        ask_for_preview(coop.ids["gus"], terms=SetSharing("none").terms(charter.current()), now=coop.now)


def test_a_distribution_has_no_cell_with_few_people():
    assert cells([1, 2, 3, 4]) == []
    for amounts in ([0] * 7, list(range(23)), [0] * 20 + [500], [5, 5, 5, 5, 5, 5, 9]):
        found = cells(amounts)
        assert sum(people for _low, _high, people in found) == len(amounts)
        assert min(people for _low, _high, people in found) >= LEAST_PEOPLE


def test_erasing_somebody_leaves_every_proof(coop):
    a_month(coop)
    public = queries.public_file(ANYONE, "2026-05")
    told = personal_data.export_of(coop.ids["ben"])
    assert told["splits"][0]["line"]["own"] == 500
    personal_data.erase(coop.ids["ben"], coop.now)
    assert personal_data.export_of(coop.ids["ben"])["splits"] == []
    assert replay(bundle_of(coop.split())) == public
    mine = queries.my_line(coop.viewer("ada"), "2026-05")
    assert mine.gifts[0].to is None
    assert json.loads(public)["type"] == "split-public"
