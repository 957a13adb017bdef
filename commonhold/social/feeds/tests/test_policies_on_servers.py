"""What the co-op decides about another server, from the vote to what people see and are told."""

from __future__ import annotations

import pytest

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.ground.spans import FIRST
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.actions import deliver
from commonhold.social.deliveries.claiming import claim
from commonhold.social.deliveries.models import Delivery
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import actions as people
from commonhold.social.people.hiding import deaf_rows
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.servers import decisions, policies, refusals
from commonhold.social.servers.decisions import EndServerPolicy, SetServerPolicy
from tests.cast import MORNING, befriend, minutes

WHY = "Its people write to ours what nobody asked for, day after day: see case 12."
ELSEWHERE = "elsewhere.example"


@pytest.fixture(autouse=True)
def here(db: None) -> None:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)


def vote(decision: Decision, number: int = 1) -> None:
    """It is carried out, and whoever is told of it is told."""
    done = enact([decision], reference=f"proposal:{number}", rule=UNANIMOUS, now=minutes(number))
    assert done.done, done
    jobs.tick(minutes(number))


def decide(policy: str, domain: str = ELSEWHERE, number: int = 1) -> None:
    vote(SetServerPolicy(domain, policy, WHY), number)


def everywhere(viewer: Viewer = ANYONE) -> list[int]:
    return [each.id for each in feeds.everything(viewer, FIRST)]


def send(by: int, *domains: str, number: int = 1) -> int:
    return deliver(
        activity={"id": number},
        activity_id=f"https://coop.example/{number}",
        by=Signer(person_id=by),
        key_id="https://coop.example/key",
        inboxes=[f"https://{each}/inbox" for each in domains],
        now=MORNING,
    )


def told(actor: int, *people_ids: int) -> set[int]:
    deaf = {person for rows in deaf_rows([actor], people_ids) for (person,) in rows}
    return set(people_ids) - deaf


def test_a_policy_bears_its_reason_and_what_set_it_and_the_next_takes_its_place(ada):
    decide("limit")
    (held,) = policies.holding()
    assert (held.domain, held.kind, held.reason, held.proposal_id) == (ELSEWHERE, "limit", WHY, 1)
    decide("mute", number=2)
    assert [each.kind for each in policies.holding()] == ["mute"]
    assert [(each.kind, each.until) for each in policies.ended()] == [("limit", minutes(2))]


@pytest.mark.parametrize("policy", ["limit", "mute"])
def test_a_limited_server_is_in_nobodys_way_and_still_there_for_who_follows(ada, ben, eve, policy):
    befriend(ada, eve)
    said = publish_post(eve, text="Good morning", now=MORNING)
    assert everywhere() == [said]
    decide(policy)
    assert everywhere() == everywhere(Viewer(ben)) == []
    assert visible_posts(ANYONE).filter(id=said).exists()
    assert [each.id for each in feeds.home(Viewer(ada))] == [said]
    assert told(eve, ada, ben) == ({ada, ben} if policy == "limit" else {ada})
    vote(EndServerPolicy(ELSEWHERE), 2)
    assert everywhere() == [said]
    assert told(eve, ada, ben) == {ada, ben}


def test_a_blocked_server_is_gone_with_its_follows_and_what_waited_for_it(ada, ben, eve):
    befriend(ada, eve)
    said = publish_post(eve, text="Good morning", now=MORNING)
    own = publish_post(ada, text="Hello", now=MORNING)
    assert send(ada, ELSEWHERE, "other.example") == 2
    decide("block")
    assert everywhere(Viewer(ada)) == [own]
    assert not visible_posts(Viewer(ada)).filter(id=said).exists()
    assert not visible_posts(ANYONE).filter(id=said).exists()
    assert not Follow.objects.exists()
    assert told(eve, ada, ben) == set()
    claim(minutes(60), most=10)  # whoever carries looks first whether it may go
    assert sorted(Delivery.objects.values_list("outcome", flat=True)) == ["dropped", "waiting"]
    assert send(ada, ELSEWHERE, f"a.{ELSEWHERE}", "other.example", number=2) == 1
    vote(EndServerPolicy(ELSEWHERE), 2)
    assert visible_posts(ANYONE).filter(id=said).exists()
    assert not policies.is_blocked(ELSEWHERE)


def test_what_holds_for_a_server_holds_for_all_beneath_its_name_and_for_no_other(ada):
    below = people.meet_remote_person(
        handle="mia", domain=f"social.{ELSEWHERE}", display_name="Mia", now=MORNING
    )
    beside = people.meet_remote_person(
        handle="nia", domain=f"not{ELSEWHERE}", display_name="Nia", now=MORNING
    )
    hidden = publish_post(below, text="Here", now=MORNING)
    shown = publish_post(beside, text="There", now=MORNING)
    decide("limit")
    assert everywhere() == [shown]
    decide("block", number=2)
    assert policies.blocked_among([f"social.{ELSEWHERE}", f"not{ELSEWHERE}", "example"]) == {
        f"social.{ELSEWHERE}"
    }
    assert list(visible_posts(ANYONE).values_list("id", flat=True)) == [shown]
    assert hidden != shown


def test_where_only_allowed_servers_reach_us_all_others_count_as_blocked(ada, monkeypatch):
    decide("allow")
    assert not policies.is_blocked("other.example")
    monkeypatch.setattr(policies, "is_only_for_allowed", lambda: True)
    assert policies.blocked_among([ELSEWHERE, f"a.{ELSEWHERE}", "other.example"]) == {"other.example"}


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        (SetServerPolicy("", "block", WHY), refusals.NoSuchDomain),
        (SetServerPolicy("https://elsewhere.example/", "block", WHY), refusals.NoSuchDomain),
        (SetServerPolicy("else where", "block", WHY), refusals.NoSuchDomain),
        (SetServerPolicy("x" * 300, "block", WHY), refusals.NoSuchDomain),
        (SetServerPolicy("coop.example", "block", WHY), refusals.OurOwnServer),
        (SetServerPolicy(ELSEWHERE, "defederate", WHY), refusals.NoSuchPolicy),
        (SetServerPolicy(ELSEWHERE, "block", " "), refusals.ReasonMissing),
        (SetServerPolicy(ELSEWHERE, "block", "x" * 501), refusals.ReasonMissing),
        (EndServerPolicy(ELSEWHERE), refusals.NothingHolds),
    ],
)
def test_what_makes_no_sense_is_refused_before_anybody_votes(
    decision: Decision, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        decision.check(charter.current(), UNANIMOUS)


def test_what_holds_already_needs_no_vote():
    decide("block")
    with pytest.raises(refusals.PolicyHoldsAlready):
        SetServerPolicy(" Elsewhere.EXAMPLE ", "block", WHY).check(charter.current(), UNANIMOUS)


def test_what_is_voted_on_is_said_in_words():
    decision = SetServerPolicy(ELSEWHERE, "block", WHY)
    assert decision.words() == f"Block {ELSEWHERE}: nothing comes in and nothing goes out"
    preview = decision.preview(charter.current())
    assert (preview.before, preview.after) == ("nothing special", "blocked")
    assert decisions.EndServerPolicy(ELSEWHERE).words() == f"End what was decided about {ELSEWHERE}"
