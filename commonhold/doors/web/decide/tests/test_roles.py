"""Who does what, with a way to propose a change beside each role."""

from __future__ import annotations

import html

from commonhold.civic.governance.decisions import AppointMandate, SetRule
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.vocabulary import Role
from commonhold.doors.web.decide.tests.conftest import Member, give
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact


def test_each_role_has_its_holders_and_a_way_to_propose_a_change(coop: Coop, ada: Member) -> None:
    give(coop, "ben", "treasurer")
    page = html.unescape(ada.sees("/decide/roles"))
    recall = f"/decide/new?kind=recall&mandate={coop.ids['ben']}%3Atreasurer"
    assert f'href="{recall}"' in page
    assert page.count("Propose an election") == len(Role)
    for words in ("Board", "Guardian", "Nobody now."):
        assert words in page
    chosen = f'<option value="{coop.ids["ben"]}:treasurer" selected>'
    assert chosen in ada.sees(recall)


def test_where_the_charter_leaves_no_mandate_to_elections_somebody_is_proposed(
    coop: Coop, ada: Member
) -> None:
    rule = [SetRule(AppointMandate.kind, "special")]
    assert enact(rule, reference="test", rule=UNANIMOUS, now=coop.now).done
    page = html.unescape(ada.sees("/decide/roles"))
    assert "Propose an election" not in page
    assert 'href="/decide/new?kind=appoint&role=board"' in page
    assert '<option value="guardian" selected>' in ada.sees("/decide/new?kind=appoint&role=guardian")
