"""Members end their co-op by vote, confirm it where they are asked twice, and can stop it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.governance import law
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.civic.members import moving
from commonhold.civic.members.decisions import SetClass
from commonhold.civic.shares.decisions import OpenOffer
from commonhold.civic.shares.models import OfferEnd
from commonhold.civic.winding import deciding
from commonhold.civic.winding.decisions import ConfirmWindDown, StopWindDown, WindDown
from commonhold.civic.winding.refusals import NowForbidden
from commonhold.civic.winding.tests.conftest import HEIR
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.refusals import NothingNew
from commonhold.ground.ending.stage import Stage
from commonhold.social.people import actions as people
from tests.cast import make_person


def liquidators(coop):
    return {each.person_id for each in mandates.holders(Role.LIQUIDATOR, at=coop.now)}


def test_it_is_announced_at_once_and_liquidators_have_their_mandate(coop):
    coop.ends()
    assert ending.stage() is Stage.ANNOUNCED
    assert liquidators(coop) == {coop.ids["ada"], coop.ids["ben"]}
    coop.wait(seconds=1)
    assert "winding.announced" in coop.told("caro")


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (WindDown("ada", HEIR), "at least 2"),
        (WindDown("ada, ada", HEIR), "at least 2"),
        (WindDown("ada, gus", HEIR), "gus"),
        (WindDown("ada, ben"), "name who gets it"),
        (StopWindDown(), "not ending"),
        (ConfirmWindDown(), "waits for a second"),
    ],
)
def test_what_no_vote_can_do_is_refused_and_nothing_begins(coop, decision, says):
    assert says in coop.tries(decision)
    assert ending.stage() is None


def test_it_ends_once(coop):
    coop.ends()
    assert "already" in coop.tries(WindDown("ada, ben", HEIR))


def test_one_proposal_ends_it_once_also_where_a_second_vote_must_confirm_it(coop):
    coop.decide(SetParameter("winding.second_vote_days", 7))
    both = [WindDown("ada, ben", HEIR), WindDown("ada, caro", HEIR)]
    done = enact(both, reference="test:both", rule=UNANIMOUS, now=coop.now)
    assert "can be carried out once" in done.reason


def test_where_members_share_what_is_left_nobody_else_is_named(coop):
    coop.decide(SetParameter("winding.remainder", "heads"))
    assert "leave this empty" in coop.tries(WindDown("ada, ben", HEIR))
    assert coop.tries(WindDown("ada, ben")) == ""


def test_where_the_law_locks_assets_nothing_that_is_left_goes_to_members(coop):
    coop.decide(SetParameter("winding.remainder", "heads"), SetParameter("texts.law", "uk-cbs"))
    assert "Restriction on Use of Assets" in coop.tries(WindDown("ada, ben"))


def test_it_needs_the_special_rule_and_no_less_than_the_law_asks(coop):
    decision = WindDown("ada, ben", HEIR)
    assert decision.rule_names(charter.current()) == {"special"}
    assert law.floor_of(charter.current(), [decision])[0] == 0
    coop.under("de-eg")
    assert law.floor_of(charter.current(), [decision]) == (Fraction(3, 4), "GenG § 78 (1)")


def test_where_the_law_asks_twice_nothing_begins_before_the_second_vote(coop):
    coop.decide(SetParameter("texts.law", "uk-cbs"))
    coop.ends()
    assert (ending.stage(), liquidators(coop)) == (None, set())
    assert "from" in coop.tries(ConfirmWindDown())
    coop.wait(days=14)
    assert coop.tries(ConfirmWindDown()) == ""
    assert ending.stage() is Stage.ANNOUNCED


def test_a_second_vote_confirms_no_remainder_that_the_law_forbids_by_then(coop):
    coop.decide(SetParameter("winding.second_vote_days", 7), SetParameter("winding.remainder", "heads"))
    coop.decide(WindDown("ada, ben"))
    coop.decide(SetParameter("texts.law", "uk-cbs"))
    with pytest.raises(NowForbidden, match="Restriction on Use of Assets"):  # when it is proposed
        ConfirmWindDown().check(charter.current(), UNANIMOUS)
    coop.wait(days=14)
    with pytest.raises(NowForbidden):  # and when it is carried out
        deciding.must_be_confirmable(coop.now)
    assert "decide anew" in coop.tries(ConfirmWindDown())
    assert (ending.stage(), liquidators(coop)) == (None, set())


def test_a_second_vote_confirms_nothing_that_too_few_could_settle(coop):
    coop.decide(SetParameter("winding.second_vote_days", 7))
    coop.ends()
    coop.wait(days=7)
    members.leave(coop.ids["ben"], now=coop.now)
    assert "at least 2" in coop.tries(ConfirmWindDown())
    assert (ending.stage(), liquidators(coop)) == (None, set())


def test_whose_class_holds_no_office_is_no_liquidator(coop):
    coop.decide(SetClass("friends", "Friends", votes=0, proposes=0, stands=0))
    moving.move(coop.ids["ben"], to="friends", by=None, reference="test", now=coop.now)
    assert "hold no office" in coop.tries(WindDown("ada, ben", HEIR))


def test_a_second_vote_that_comes_too_late_confirms_nothing(coop):
    coop.decide(SetParameter("winding.second_vote_days", 7))
    coop.ends()
    coop.wait(days=70)
    assert "waits for a second" in coop.tries(ConfirmWindDown())
    assert ending.stage() is None


def test_from_the_announcement_on_nothing_new_begins(coop):
    waiting = coop.apply("dev")
    coop.pay("dev")
    coop.vouch(waiting, "ada")
    coop.ends()
    with pytest.raises(NothingNew):
        coop.takes("caro", 1)
    with pytest.raises(NothingNew):
        members.apply(make_person("gus", now=coop.now), statement="Me too", now=coop.now)
    with pytest.raises(NothingNew):
        people.open_account(
            email="eva@example.org", password="x" * 20, handle="eva", display_name="Eva", now=coop.now
        )
    with pytest.raises(NothingNew):
        members.enrol(coop.ids["dev"], votes_from=coop.now, now=coop.now)
    assert "nothing new begins" in coop.tries(OpenOffer("Roof", "A new one", 1, 10, 10))
    assert "nothing new begins" in coop.tries(AppropriateSurplus(2026))


def test_no_dues_are_asked_for_any_more(coop):
    before = coop.owed_by("caro")
    coop.ends()
    coop.wait(days=35)
    assert coop.owed_by("caro") == before


def test_a_share_offer_that_is_open_ends_and_everybody_gets_her_money_back(coop):
    coop.decide(OpenOffer("Roof", "A new one", 1, 10, 30))
    coop.ends()
    assert OfferEnd.objects.get().how == OfferEnd.How.FAILED


def test_a_second_vote_stops_it_and_all_goes_on(coop):
    coop.ends()
    coop.waits_for(Stage.LEAVING)
    assert coop.tries(StopWindDown()) == ""
    assert (ending.stage(), liquidators(coop)) == (None, set())
    coop.wait(days=400)
    assert ending.stage() is None
    assert coop.takes("caro", 1)
    coop.ends()
    assert ending.stage() is Stage.ANNOUNCED
