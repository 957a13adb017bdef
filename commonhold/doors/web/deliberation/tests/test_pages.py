"""The pages of a talk: what is refused keeps what was typed, and every way of taking part works by forms."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.deliberation.actions.remarks import make_remark
from commonhold.civic.deliberation.tests.conftest import FIVE, Talk
from commonhold.civic.governance import stages
from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.tests.conftest import NAMES, NOON, build
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import actions as members
from commonhold.civic.treasury.decisions import SetDues
from commonhold.ground.clock import queries as clock
from commonhold.social.people.queries import ANYONE
from tests.begun import Begun
from tests.cast import make_person


@pytest.fixture
def talk(begun: Begun) -> Talk:
    """Ada and Ben can sign in; twelve others answer through the room."""
    coop = begun(build)
    for name in ("ada", "ben"):
        coop.ids[name] = make_person(f"{name}_here", signs_in=True, now=NOON)
        members.enrol(coop.ids[name], branch=1, votes_from=NOON, now=NOON)
    decisions = [FIVE, SetDues(400), Resolve("Be kind")]
    made = draft_proposal(
        coop.ids["ada"], title="Three things", text="Because\n\nof *this*.", decisions=decisions, now=NOON
    )
    stages.arrive(stages.lock(made), State.TALK, now=NOON)
    return Talk(coop, made)


@pytest.fixture
def ada(talk: Talk) -> Client:
    return as_person(talk.coop.ids["ada"])


@pytest.fixture
def ben(talk: Talk) -> Client:
    return as_person(talk.coop.ids["ben"])


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_proposals_page_leads_to_the_talk(talk: Talk) -> None:
    assert f'href="/decide/{talk.id}/talk"' in page(Client(), f"/decide/{talk.id}")


def test_a_remark_and_an_answer_are_said_by_forms(talk: Talk, ben: Client) -> None:
    there = f"/decide/{talk.id}/talk"
    sent = ben.post(there, {"text": "Four <b>days</b>?"})
    assert sent.status_code == 303
    assert "Four &lt;b&gt;days&lt;/b&gt;?" in page(Client(), there)
    made = re.search(r"at=(\d+)", sent["Location"])
    assert made is not None
    assert f'name="to" value="{made[1]}"' in page(ben, f"{there}?to={made[1]}")
    ben.post(there, {"text": "Or five?", "to": made[1]})
    assert "Or five?" in page(ben, f"/talk/remarks/{made[1]}")
    gone = ben.post(f"/talk/remarks/{made[1]}/withdraw")
    assert gone["Location"] == there
    assert "Withdrawn by whoever wrote it." in page(Client(), there)


def test_a_long_branch_is_folded_until_somebody_is_led_into_it(talk: Talk) -> None:
    first = talk.says("caro", "Root")
    last = [talk.says("dev", f"Leaf {n}", to=first) for n in range(5)][-1]
    there = f"/decide/{talk.id}/talk"
    assert '<details class="disclosure"><summary>' in page(Client(), there)
    assert '<details class="disclosure" open><summary>' in page(Client(), f"{there}?at={last}")


def test_what_is_refused_keeps_what_was_typed(talk: Talk, ben: Client) -> None:
    for _ in range(40):
        make_remark(talk.coop.ids["ben"], proposal_id=talk.id, text="Again", now=clock.now())
    refused = ben.post(f"/decide/{talk.id}/talk", {"text": "One too many"})
    assert refused.status_code == 400
    assert "One too many" in refused.content.decode()
    assert "as many as our charter allows" in refused.content.decode()


def test_statements_are_answered_one_at_a_time_without_scripts(talk: Talk, ben: Client, ada: Client) -> None:
    there = f"/decide/{talk.id}/talk/statements"
    assert ada.post(there, {"text": "Bread for all"}).status_code == 303
    assert ada.post(there, {"text": "bread for ALL"}).status_code == 400
    before = page(ben, there)
    assert "Bread for all" in before
    action = re.search(r'action="(/talk/statements/\d+/answer)"', before)
    assert action is not None
    assert ben.post(action[1], {"answer": "agree"})["Location"] == f"{there}#next"
    assert "You have answered every statement." in page(ben, there)
    assert ben.post(action[1], {"answer": "maybe"}).status_code == 403
    assert ben.post(action[1], {"answer": "pass", "again": "1"})["Location"] == f"{there}#mine"
    assert ada.post(action[1].replace("answer", "withdraw")).status_code == 303


def test_the_map_says_which_group_is_mine_and_names_nobody(talk: Talk, ben: Client) -> None:
    made = {text: talk.states("ada", text) for text in ("Early", "Dark", "Quiet", "Bread")}
    people = [*NAMES[2:], "ada", "ben"]
    for at, name in enumerate(people):
        for text, statement_id in made.items():
            talk.answers(name, statement_id, "agree" if text == "Bread" or at % 2 else "disagree")
    mine, anyones = (page(each, f"/decide/{talk.id}/talk/statements") for each in (ben, Client()))
    assert "(you are here)" in mine
    assert "(you are here)" not in anyones
    for words in ("Group A: 6 members", "Group B: 6 members", "What unites us", "What divides us most"):
        assert words in anyones
    assert not any(f"/@{name}" in anyones for name in NAMES)


def test_an_amendment_is_suggested_read_and_taken_over(talk: Talk, ben: Client, ada: Client) -> None:
    there = f"/decide/{talk.id}/talk/amendments"
    form = page(ben, f"{there}/new")
    for held in ('name="value0" value="5"', 'name="value1" value="4.00"', "Be kind"):
        assert held in form
    said = {
        "value0": "6",
        "value1": "3.50",
        "value2": "Be kind",
        "title": "Three things",
        "text": "Because\r\n\r\nof *that*.",
        "because": "It is more exact",
    }
    sent = ben.post(f"{there}/new", said)
    assert sent.status_code == 303
    seen = page(Client(), sent["Location"])
    assert re.search(r"<ins>.*\*that\*", seen)
    assert re.search(r"<del>.*</span>5</del><ins>.*</span>6</ins> days", seen)
    assert "€3.50" in seen
    assert "It is more exact" in seen
    assert ben.post(f"{sent['Location']}/accept").status_code == 403
    assert ada.post(f"{sent['Location']}/accept").status_code == 303
    now = proposals.proposal(ANYONE, talk.id)
    assert now.text == "Because\n\nof *that*."
    assert now.decisions[1:] == [SetDues(350), Resolve("Be kind")]
    assert "Taken over" in page(Client(), there)


def test_a_refusal_says_why_and_members_bring_it_to_the_vote(talk: Talk, ben: Client, ada: Client) -> None:
    there = f"/decide/{talk.id}/talk/amendments"
    made = f"/talk/amendments/{talk.suggests('ben')}"
    empty = ada.post(f"{made}/refuse", {"reason": ""})
    assert empty.status_code == 400
    assert '<details class="disclosure" open>' in empty.content.decode()
    assert ada.post(f"{made}/refuse", {"reason": "Too slow"}).status_code == 303
    assert "Too slow" in page(Client(), there)
    assert ben.post(f"{made}/support").status_code == 303
    assert "1 of the 2 members" in page(ben, there)
    assert "Support it no more" in page(ben, there)
    ben.post(f"{made}/stop-supporting")
    ben.post(f"{made}/withdraw")
    assert "Withdrawn" in page(Client(), there)
    assert ben.post(f"{made}/burn").status_code == 404


def test_what_cannot_be_amended_so_keeps_what_was_typed(talk: Talk, ben: Client) -> None:
    said = {"value0": "99", "value1": "4.00", "value2": "Be kind", "title": "Three", "because": "Why not"}
    refused = ben.post(f"/decide/{talk.id}/talk/amendments/new", said)
    assert refused.status_code == 400
    assert "Why not" in refused.content.decode()
    odd = ben.post(f"/decide/{talk.id}/talk/amendments/new", {**said, "value0": "many"})
    assert "be read as a value here" in odd.content.decode()


def test_strangers_read_and_are_asked_to_sign_in_before_they_say_anything(talk: Talk) -> None:
    for way in ("", "/statements", "/amendments"):
        seen = page(Client(), f"/decide/{talk.id}/talk{way}")
        assert "Everybody can read along" in seen
    sent = Client().post(f"/decide/{talk.id}/talk", {"text": "Hello"})
    assert sent["Location"].startswith("/account/login/")


def test_when_the_talk_is_over_it_stays_to_read(talk: Talk, ben: Client) -> None:
    talk.says("caro", "Four days are few.")
    talk.ends()
    seen = page(ben, f"/decide/{talk.id}/talk")
    assert "The discussion is over." in seen
    assert "Four days are few." in seen
    amendments = f"/decide/{talk.id}/talk/amendments"
    assert ben.get(f"{amendments}/new")["Location"] == amendments
    late = ben.post(f"/decide/{talk.id}/talk", {"text": "One more word"})
    assert late.status_code == 400
    assert "One more word" in late.content.decode()


def test_of_a_draft_strangers_find_nothing(talk: Talk) -> None:
    made = draft_proposal(talk.coop.ids["ada"], title="Hush", decisions=[FIVE], now=NOON)
    for way in ("", "/statements", "/amendments"):
        assert Client().get(f"/decide/{made}/talk{way}").status_code == 404
    for gone in ("remarks", "amendments"):
        assert Client().get(f"/talk/{gone}/1").status_code == 404
