"""The pages of joining and leaving, for somebody with nobody to help."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from commonhold.civic.governance.actions.hearings import open_hearing
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.members import queries
from commonhold.civic.members.models import Member
from commonhold.doors.web.join.register import safe
from commonhold.doors.web.join.tests.conftest import As, decide
from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people.queries import Viewer
from tests.cast import PASSWORD
from tests.looking import says_why


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def applies(client: Client, route: str = "panel") -> None:
    asked = {"statement": "I moved here in May.", "route": route, "agreement": "on"}
    assert client.post("/join/apply", asked).status_code == 303


def mine(people, name: str) -> int:
    found = queries.my_application_id(people[name])
    assert found
    return found


def test_who_knows_nobody_is_led_through_the_panel_to_her_dues(people, sees: As) -> None:
    dev = sees("dev")
    assert "I know nobody here: the membership panel" in read(dev, "/join")
    applies(dev)
    page = read(dev, "/join")
    assert "It is with the membership panel. You need do nothing" in page
    assert "Applied, terms accepted" in page
    case = f"/join/panel/{mine(people, 'dev')}"
    for name in ("ada", "ben"):
        assert "1 application waits" in read(sees(name), "/join")
        assert "I moved here in May." not in read(sees(name), "/join/panel")
        assert says_why(sees(name), case) == case
        assert "I moved here in May." in read(sees(name), case)
        assert sees(name).post(case, {"answer": "welcome"}).status_code == 303
    jobs.tick(clock.now())
    page = read(dev, "/join")
    assert "Your first dues of €5.00 are still to come." in page
    assert "/money/mine" in page


def test_others_read_only_that_it_is_with_the_panel(people, sees: As) -> None:
    applies(sees("dev"))
    caro, case = sees("caro"), mine(people, "dev")
    for path in ("/join", f"/join/{case}"):
        page = read(caro, path)
        assert "I moved here in May." not in page
        assert "ith the membership panel" in page
    assert caro.get(f"/join/panel/{case}").status_code == 404
    assert caro.get("/join/panel").status_code in {400, 403}
    assert "Read it as one of the panel" in read(sees("ada"), f"/join/{case}")


def test_a_decline_shows_its_reasons_and_both_ways_on(people, sees: As) -> None:
    dev = sees("dev")
    applies(dev)
    case = f"/join/panel/{mine(people, 'dev')}"
    says_why(sees("ada"), case)
    assert sees("ada").post(case, {"answer": "decline", "reason": ""}).status_code == 400
    for name in ("ada", "ben"):
        sees(name).post(case, {"answer": "decline", "reason": f"{name} says: tell us more."})
    page = read(dev, "/join")
    for words in ("The panel declined", "tell us more.", "Ask others of the panel", "Apply again"):
        assert words in page
    asked = {"application": mine(people, "dev"), "words": "I mend clocks."}
    assert dev.post("/join/panel/appeal", asked).status_code == 303
    assert "It is with the membership panel" in read(dev, "/join")
    assert "I mend clocks." in read(sees("ada"), case)
    assert "You have spoken on this." in read(sees("ada"), case)


def test_an_applicant_sends_a_link_or_turns_to_the_panel(people, sees: As) -> None:
    dev = sees("dev")
    applies(dev, "vouches")
    link = f"http://testserver/join/{mine(people, 'dev')}"
    assert link in read(dev, "/join")
    sees("ada").post(f"/join/{mine(people, 'dev')}/vouch", {"words": "A friend."})
    page = read(sees("ada"), f"/join/{mine(people, 'dev')}")
    assert "Take my vouch back" in page
    assert sees("ada").post(f"/join/{mine(people, 'dev')}/take-back").status_code == 303
    assert dev.post("/join/panel/ask").status_code == 303
    assert "It is with the membership panel" in read(dev, "/join")


def test_where_no_panel_sits_nobody_is_sent_there(people, sees: As) -> None:
    decide(SetParameter("members.panel_needed", 3))
    dev = sees("dev")
    assert "I know nobody here" not in read(dev, "/join")
    applies(dev, "panel")
    assert "0 of 2 vouches" in read(dev, "/join")
    assert "there are too few of you" in read(sees("ada"), "/join/panel")
    decide(SetParameter("members.panel_needed", 0))
    assert "sends nobody to a panel" in read(sees("ada"), "/join/panel")


def test_a_newcomer_reads_when_her_first_ballot_is(people, sees: As) -> None:
    members.enrol(people["gus"], votes_from=clock.now() + timedelta(days=6), now=clock.now())
    page = read(sees("gus"), "/join")
    assert "Your first ballot" in page
    assert "You are member 4." in page


def test_a_hearing_is_opened_answered_and_closed_on_its_pages(people, sees: As) -> None:
    ada, caro = sees("ada"), sees("caro")
    assert ada.post("/members/3/hearing", {"statement": "Hm."}).status_code == 400
    said = {"statement": "Two accounts that always write within the same minute."}
    path = ada.post("/members/3/hearing", said)["Location"]
    assert "Close this hearing" in read(ada, path)
    page = read(caro, path)
    assert "Two accounts that always" in page
    assert caro.post(path, {"text": " "}).status_code == 400
    assert caro.post(path, {"text": "I share a flat."}).status_code == 303
    assert "I share a flat." in read(sees("ben"), path)
    assert "Membership 3" in read(sees("ben"), "/join")
    assert "Membership 3" in read(ada, "/join/panel")
    assert sees("dev").get(path).status_code == 404
    assert sees("caro").get("/members/1/hearing").status_code == 404
    assert ada.post(f"{path}/close").status_code == 303
    assert "Nothing came of it" in read(caro, path)


def test_what_was_heard_can_be_proposed(people, sees: As) -> None:
    made = open_hearing(
        people["ada"],
        person_id=people["caro"],
        statement="Nobody has ever met her, or heard her voice.",
        now=clock.now(),
    )
    jobs.tick(clock.now() + timedelta(days=8))
    path = f"/decide/new?decision=members.find-fake.v1&decision-hearing={made}"
    assert path in read(sees("ben"), f"/members/hearings/{made}")
    assert str(made) in read(sees("ben"), path)


def test_leaving_says_what_happens_asks_for_the_password_and_is_taken_back(people, sees: As) -> None:
    decide(SetParameter("members.leaving_days", 30))
    caro = sees("caro")
    page = read(caro, "/members/leave")
    for words in ("30 days after your notice", "You lose your ballot", "stay in the register"):
        assert words in page
    wrong = caro.post("/members/leave", {"password": "not mine"})
    assert wrong.status_code == 400
    assert "This is not your password" in wrong.content.decode()
    assert caro.post("/members/leave", {"password": PASSWORD}).status_code == 303
    assert "You have given notice" in read(caro, "/members/leave")
    assert "You are leaving" in read(caro, "/join")
    assert caro.post("/members/stay").status_code == 303
    assert queries.my_notice(Viewer(people["caro"])) is None
    kept = caro.get("/members/mine.json").json()
    assert kept["memberships"][0]["number"] == 3


def test_without_notice_one_leaves_at_once_and_there_is_nothing_left_to_end(people, sees: As) -> None:
    caro = sees("caro")
    assert "Your membership ends at once" in read(caro, "/members/leave")
    assert caro.post("/members/leave", {"password": PASSWORD})["Location"] == "/join"
    assert queries.member_of(people["caro"]) is None
    assert "You are no member, so there is nothing to end" in read(caro, "/members/leave")


def test_the_register_is_for_those_who_keep_it_with_all_who_ever_were(people, sees: As) -> None:
    members.enrol(people["dev"], votes_from=clock.now(), now=clock.now())
    members.leave(people["dev"], now=clock.now())
    today = clock.now().date().isoformat()
    assert says_why(sees("ada"), "/members/register.csv") == "/members/register"
    text = sees("ada").get("/members/register.csv").content.decode()
    assert text.splitlines()[0] == "number,name,joined,left,class"
    assert text.splitlines()[4] == f"4,Dev,{today},{today},Members"
    assert "Dev" in read(sees("ada"), "/members/register")
    assert "Register of members" in read(sees("ada"), "/members")
    members.enrol(people["gus"], votes_from=clock.now(), now=clock.now())
    for path in ("/members/register", "/members/register.csv"):
        assert sees("gus").get(path).status_code in {400, 403}
    assert Member.objects.count() == 5


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@a"])
def test_no_name_becomes_a_formula(name) -> None:
    assert safe(name) == f"'{name}"
