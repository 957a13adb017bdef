from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.decisions import SetDues
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec, register
from commonhold.ground.decisions.actions import enact
from commonhold.ground.refusal import Refusal


def test_it_says_what_changes_before_and_after(coop):
    decision = SetDues(400)
    shown = decision.preview(charter.current())
    assert (shown.before, shown.after, shown.key) == ("€5.00", "€4.00", "treasury.dues_cents")
    assert decision.words() == "Set monthly dues to €4.00, from the first day of the next month"
    assert decision.rule_name(charter.current()) == "ordinary"


def test_it_is_the_one_way_to_change_dues_and_reads_back_from_json(coop):
    assert register.changing("treasury.dues_cents") is SetDues
    assert codec.decode({"kind": "treasury.set-dues.v1", "cents": 400}) == SetDues(400)


def test_enacted_it_is_in_the_charter(coop):
    coop.decide(SetDues(400))
    assert charter.current().read(TreasuryCharter).dues_cents == 400


@pytest.mark.parametrize("cents", [-1, 10_001])
def test_out_of_bounds_it_is_refused_when_drafted_and_when_enacted(coop, cents):
    here = charter.current()
    with pytest.raises(Refusal, match=r"between €0\.00 and €100\.00"):
        SetDues(cents).check(here, UNANIMOUS)
    enacted = enact([SetDues(cents)], reference="test:of-this", rule=UNANIMOUS, now=coop.now)
    assert not enacted.done
    assert "between" in enacted.reason
    assert charter.current().read(TreasuryCharter).dues_cents == 500


@pytest.mark.parametrize("value", ["XYZ", "euros", ""])
def test_a_currency_is_one_of_iso_4217(coop, value):
    decision = SetParameter("treasury.currency", value)
    assert not enact([decision], reference="test:of-this", rule=UNANIMOUS, now=coop.now).done
    assert charter.current().read(TreasuryCharter).currency == "EUR"
