"""The co-op says in public what happens to a proposal: once, and nothing that its page doesn't show."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal, withdraw_proposal
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.jobs import open_voting
from commonhold.civic.governance.tests.test_kinds import ask
from commonhold.civic.governance.vocabulary import Kind
from commonhold.civic.members import actions as members
from commonhold.civic.members.coop_account import open_coop_account
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.models import Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Mention, Post, Tagging
from tests.cast import make_person


def said(coop) -> list[str]:
    """What the co-op said, the oldest first."""
    rows = posts.by_author(ANYONE, queries.coop_account_id() or 0)
    return [each.text for each in reversed(rows)]


def test_an_open_vote_its_count_and_its_taking_effect_are_said_once_each(coop):
    made = coop.open()
    coop.wait(hours=1)
    (first,) = said(coop)
    assert first.startswith(
        "A vote is open: “Shorter votes”. Members can vote until Tuesday 5 May 2026, 12:00."
    )
    assert first.endswith(f"\n\nhttp://coop.example/decide/{made}")
    coop.vote(made, ada="yes", ben="yes", caro="yes", dev="yes", finn="no")
    coop.wait(hours=1)
    assert said(coop) == [first], "nothing is told of ballots before the count"
    coop.wait(days=4)
    coop.wait(days=2)
    _first, carried, in_force = said(coop)
    assert carried.startswith(
        "Carried: “Shorter votes”, with 4 yes and 1 no. It takes effect on Thursday 7 May"
    )
    assert in_force.startswith("In force: “Shorter votes”.")


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (
            {"ada": "no", "ben": "no", "caro": "no", "dev": "yes"},
            "Voted down: “Shorter votes”, with 1 yes and 3",
        ),
        ({"ada": "yes"}, "Too few took part in the vote on “Shorter votes”, so nothing changes."),
    ],
)
def test_a_lost_vote_is_said_too(coop, choices, words):
    coop.vote(coop.open(), **choices)
    coop.wait(days=4)
    assert said(coop)[-1].startswith(words)


def test_of_a_choice_it_says_that_it_is_decided_and_no_numbers_of_yes(coop):
    box = ask(coop, Kind.CHOICE)
    box.offer("A quince")
    box.announce()
    box.everybody([[1]])
    coop.wait(days=4)
    assert said(coop)[-1].startswith("Decided: “What shall we do?”. It takes effect on ")


def test_what_passed_and_could_not_be_done_is_said(coop):
    made = coop.open(SetParameter("governance.voting_days", 3))
    coop.vote(made, ada="yes", ben="yes", caro="yes", dev="yes")
    coop.wait(days=4)
    other = draft_proposal(coop.ids["ben"], title="Else", decisions=[Resolve("Hm")], now=coop.now)
    announce_proposal(coop.ids["ben"], proposal_id=other, now=coop.now)
    withdraw_proposal(coop.ids["ben"], proposal_id=other, now=coop.now)
    coop.wait(hours=1)
    assert said(coop)[-1].startswith("Withdrawn by its author, so there is nothing to vote on: “Else”.")
    assert not any("A vote is open: “Else”" in each for each in said(coop)), "it was over before it was said"


def test_a_draft_and_a_notice_are_not_said(coop):
    made = draft_proposal(coop.ids["ada"], title="Quiet", decisions=[Resolve("Hush")], now=coop.now)
    coop.wait(hours=1)
    announce_proposal(coop.ids["ada"], proposal_id=made, notice_days=3, now=coop.now)
    coop.wait(hours=1)
    withdraw_proposal(coop.ids["ada"], proposal_id=made, now=coop.now)
    coop.wait(hours=1)
    assert queries.coop_account_id() is None, "there was nothing to say"


def test_what_could_not_be_said_is_said_later_once_and_no_vote_waits_for_it(coop):
    account = open_coop_account(now=coop.now)
    Person.objects.filter(id=account).update(removed_at=coop.now)
    made = coop.open()
    tried = {each.kind: each.ok for each in coop.wait(minutes=1)}
    assert (tried["governance.open"], tried["governance.say"]) == (True, False)
    coop.vote(made, ada="yes")
    assert not Post.objects.exists()
    Person.objects.filter(id=account).update(removed_at=None)
    coop.wait(hours=1)
    assert len(said(coop)) == 1
    open_voting({"proposal_id": made}, coop.now)
    coop.wait(hours=1)
    assert len(said(coop)) == 1


def test_a_title_speaks_to_nobody_in_the_co_ops_name(coop):
    coop.open(title="@ben #spam :smile: http://bad.example/x and {until}")
    coop.wait(minutes=1)
    (text,) = said(coop)
    assert "{until}" in text
    assert not Mention.objects.exists()
    assert not Tagging.objects.exists()
    (post,) = posts.by_author(ANYONE, queries.coop_account_id() or 0)
    assert post.html.count("<a ") == 1


def test_a_title_that_no_post_may_bear_is_replaced_by_its_number(coop):
    made = coop.open(title="o" + "\u0301" * 100)
    coop.wait(minutes=1)
    assert said(coop)[0].startswith(f"A vote is open: “{made}”.")


def test_members_read_it_at_home_until_they_unfollow_and_are_never_made_to_again(coop):
    coop.open()
    coop.wait(minutes=1)
    account, ada = queries.coop_account_id() or 0, Viewer(coop.ids["ada"])
    assert queries.is_following(ada, account)
    assert [each.author.id for each in feeds.home(ada)] == [account]
    people.unfollow(coop.ids["ada"], person_id=account, now=coop.now)
    members.leave(coop.ids["ada"], now=coop.now)
    members.enrol(coop.ids["ada"], branch=1, votes_from=coop.now, now=coop.now)
    coop.open(by="ben", title="Another")
    coop.wait(minutes=1)
    assert not queries.is_following(ada, account)
    newcomer = make_person("gus", now=coop.now)
    members.enrol(newcomer, branch=1, votes_from=coop.now, now=coop.now)
    assert queries.is_following(Viewer(newcomer), account)


def test_it_bears_the_charters_name(coop):
    made = coop.open(SetParameter("co_op.name", "Lantern Court"))
    coop.vote(made, **dict.fromkeys(("ada", "ben", "caro", "dev", "finn"), "yes"))
    coop.wait(days=4)
    account = queries.coop_account_id() or 0
    assert queries.person(ANYONE, account).name == "Commonhold"
    coop.wait(days=2)
    jobs.tick(coop.now)
    assert queries.person(ANYONE, account).name == "Lantern Court"
    assert queries.person(ANYONE, account).handle == "commonhold"


def test_taken_handles_are_numbered(coop):
    assert enact([SetParameter("co_op.name", "Ada")], reference="test", rule=UNANIMOUS, now=coop.now).done
    make_person("ada_coop")
    open_coop_account(now=coop.now)
    assert queries.profile(ANYONE, "ada_2").is_coop
