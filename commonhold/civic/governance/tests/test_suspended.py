"""A suspension of writing is no loss of ownership: the vote stays, and what members gave to do rests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.delegate import delegate, take_back
from commonhold.civic.governance.actions.vote import cast_ballot, give_reason
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.governance.models import CountSheet, Seat
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.refusals import Suspended


def suspend(coop: Coop, name: str) -> None:
    people.grant_standing(person_id=coop.ids[name], kind=Standing.Kind.SUSPENDED, now=coop.now)


def free(coop: Coop, name: str) -> None:
    people.end_standing(person_id=coop.ids[name], kind=Standing.Kind.SUSPENDED, now=coop.now)


def test_who_is_suspended_mid_vote_keeps_her_ballot_may_change_it_and_is_counted(coop: Coop) -> None:
    vote = coop.open(FEWER_DAYS)
    coop.vote(vote, finn="no", ada="yes", ben="yes", caro="yes")
    suspend(coop, "finn")
    cast_ballot(coop.ids["finn"], proposal_id=vote, choice="yes", now=coop.now)
    with pytest.raises(Suspended):
        give_reason(coop.ids["finn"], proposal_id=vote, side="for", text="Because", now=coop.now)
    coop.wait(days=5)
    assert CountSheet.objects.get(poll_id=vote).yes == 4
    assert Seat.objects.get(poll_id=vote, person_id=coop.ids["finn"]).active


def test_who_is_suspended_at_notice_stands_on_the_roll_all_the_same(coop: Coop) -> None:
    suspend(coop, "finn")
    vote = coop.open(FEWER_DAYS)
    assert coop.vote(vote, finn="yes").keys() == {"finn"}


def test_who_is_suspended_delegates_takes_back_and_carries_as_before(coop: Coop) -> None:
    suspend(coop, "finn")
    delegate(coop.ids["ben"], to=coop.ids["finn"], now=coop.now)
    delegate(coop.ids["finn"], to=coop.ids["ada"], now=coop.now)
    take_back(coop.ids["finn"], now=coop.now)


def test_her_mandates_rest_and_come_back_with_the_rest_of_their_term(coop: Coop) -> None:
    finn = coop.ids["finn"]
    enact(
        [AppointMandate(str(finn), Role.TREASURER, 12)], reference="proposal:1", rule=UNANIMOUS, now=coop.now
    )
    (before,) = mandates.held_by(finn, at=coop.now)
    coop.now += timedelta(days=1)
    suspend(coop, "finn")
    assert mandates.held_by(finn, at=coop.now) == mandates.holders(Role.TREASURER, at=coop.now) == []
    with pytest.raises(Refusal, match="Treasurer"):
        mandates.must_hold(finn, Role.TREASURER, at=coop.now)
    coop.now += timedelta(days=3)
    free(coop, "finn")
    assert mandates.held_by(finn, at=coop.now) == [before]
