"""Who knows nobody asks the elected panel: several decide, the reasons are hers, and nobody else learns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.panel import (
    apply_to_panel,
    speak_on_application,
    tell_panel,
    turn_to_panel,
)
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.queries import panel
from commonhold.civic.members import actions as members
from commonhold.civic.members import personal_data, queries
from commonhold.civic.members.news import PanelAsked
from commonhold.civic.members.panel import PANEL_BRANCH
from commonhold.civic.members.queries import ApplicationState
from commonhold.civic.members.refusals import (
    AlreadyApplied,
    ApplicationClosed,
    NoPanel,
    NoSuchApplication,
    NothingToAppeal,
    NotWelcomedYet,
    NotWithPanel,
    ReasonNeeded,
    SameBranch,
    SpokeAlready,
    TextLength,
    WithPanel,
)
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person

PANEL = ["ada", "ben", "caro", "dev"]


@pytest.fixture
def gus(coop) -> int:
    """Nobody here knows him; four are on the panel, and two of them decide."""
    mandates = [AppointMandate(str(coop.ids[name]), "membership") for name in PANEL]
    decided = [*mandates, SetParameter("members.panel_needed", 2)]
    assert enact(decided, reference="test:panel", rule=UNANIMOUS, now=coop.now).done
    return make_person("gus", now=coop.now)


@pytest.fixture
def asked(coop, gus) -> int:
    made = apply_to_panel(gus, statement="I moved here in May.", now=coop.now)
    jobs.tick(coop.now)
    return made


@pytest.fixture
def say(coop, asked):
    def speak(name: str, answer: str = "welcome", reason: str = "") -> None:
        speak_on_application(coop.ids[name], application_id=asked, answer=answer, reason=reason, now=coop.now)

    return speak


def state(viewer: int, application_id: int, coop) -> ApplicationState:
    return queries.application(Viewer(viewer), application_id, now=coop.now).state


def test_only_those_who_can_still_speak_are_told(coop, asked, say):
    say("ada")
    tell_panel(PanelAsked(application_id=asked), coop.now)
    assert told(coop.ids["dev"]).count("members.panel-asked") == 1
    assert "members.panel-asked" not in told(coop.ids["hana"])


def told(person_id: int) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def test_two_of_the_panel_welcome_her_and_dues_come_next(coop, gus, asked, say):
    assert told(coop.ids["ada"])[0] == "members.panel-asked"
    say("ada")
    assert state(gus, asked, coop) is ApplicationState.WITH_PANEL
    with pytest.raises(NotWelcomedYet):
        members.admit(asked, now=coop.now)
    say("ben")
    assert state(gus, asked, coop) is ApplicationState.AWAITING_DUES
    assert [each.has_vouches for each in queries.applicants()] == [True]
    assert "members.panel-welcomed" in told(gus)
    members.admit(asked, now=coop.now)
    member = queries.member_of(gus)
    assert (member.branch, member.number) == (PANEL_BRANCH, 13)


def test_all_whom_the_panel_welcomed_are_one_branch(coop, gus, asked, say):
    say("ada")
    say("ben")
    members.admit(asked, now=coop.now)
    other = make_person("otto", now=coop.now)
    second = apply_to_panel(other, statement="Me too.", now=coop.now)
    for name in ("ada", "ben"):
        speak_on_application(coop.ids[name], application_id=second, answer="welcome", now=coop.now)
    members.admit(second, now=coop.now)
    coop.now += timedelta(days=8)
    third = members.apply(make_person("pia", now=coop.now), statement="We met.", now=coop.now)
    members.vouch(gus, application_id=third, now=coop.now)
    with pytest.raises(SameBranch):
        members.vouch(other, application_id=third, now=coop.now)
    founder = make_person("quin", now=coop.now)
    members.enrol(founder, votes_from=coop.now, now=coop.now)
    assert queries.member_of(founder).branch == 4
    assert queries.branches([gus, other, coop.ids["ada"]]) == {
        gus: {PANEL_BRANCH},
        other: {PANEL_BRANCH},
        coop.ids["ada"]: {1},
    }


def test_who_was_vouched_for_has_the_branches_of_both(coop):
    pia = make_person("pia", now=coop.now)
    made = members.apply(pia, statement="We met.", now=coop.now)
    for name in ("ben", "caro"):
        members.vouch(coop.ids[name], application_id=made, now=coop.now)
    members.admit(made, now=coop.now)
    assert queries.branches([pia]) == {pia: {2, 3}}


def test_nothing_is_shown_to_others_but_that_it_is_with_the_panel(coop, gus, asked, say):
    for name in ("ada", "ben"):
        say(name)
        found = queries.application(Viewer(coop.ids["hana"]), asked, now=coop.now)
        assert (found.state, found.statement, found.vouches, found.may_vouch, found.to_panel) == (
            ApplicationState.WITH_PANEL,
            "",
            [],
            False,
            True,
        )
    hana = Viewer(coop.ids["hana"])
    assert panel.cases(hana, now=coop.now) == []
    for viewer in (hana, Viewer(gus), ANYONE):
        with pytest.raises(NoSuchApplication):
            panel.case(viewer, asked, now=coop.now)


def test_what_was_declined_or_taken_back_is_not_there_for_others(coop, gus, asked, say):
    hana = Viewer(coop.ids["hana"])
    say("ada", "decline", "We have no room for a shop.")
    assert [each.id for each in queries.applications(hana, now=coop.now)] == [asked]
    say("ben", "decline", "Tell us more.")
    with pytest.raises(NoSuchApplication):
        queries.application(hana, asked, now=coop.now)
    again = apply_to_panel(gus, statement="Once more.", now=coop.now)
    members.withdraw_application(gus, application_id=again, now=coop.now)
    with pytest.raises(NoSuchApplication):
        queries.application(hana, again, now=coop.now)
    assert queries.applications(hana, now=coop.now) == []


def test_who_was_declined_reads_the_reasons_without_names_and_appeals_to_others(coop, gus, asked, say):
    say("caro")
    say("ada", "decline", "We have no room for a shop.")
    say("ben", "decline", "Tell us more.")
    answer = queries.panel_answer(Viewer(gus), asked)
    assert (answer.welcomes, answer.reasons, answer.may_appeal) == (
        False,
        ["We have no room for a shop.", "Tell us more."],
        True,
    )
    assert queries.panel_answer(Viewer(coop.ids["hana"]), asked) is None
    assert state(gus, asked, coop) is ApplicationState.DECLINED
    members.appeal(gus, application_id=asked, words="It is a hobby, not a shop.", now=coop.now)
    assert state(gus, asked, coop) is ApplicationState.WITH_PANEL
    assert panel.who_can_speak(asked, at=coop.now) == [coop.ids["dev"]]
    for name in ("ada", "caro"):
        with pytest.raises(SpokeAlready):
            say(name)
    more = [AppointMandate(str(coop.ids[name]), "membership") for name in ("finn", "hana")]
    assert enact(more, reference="test:more", rule=UNANIMOUS, now=coop.now).done
    assert panel.case(Viewer(coop.ids["dev"]), asked, now=coop.now).appeal.startswith("It is a hobby")
    say("dev")
    say("finn")
    assert state(gus, asked, coop) is ApplicationState.AWAITING_DUES


def test_an_appeal_is_heard_once_and_one_can_apply_again(coop, gus, asked, say):
    with pytest.raises(NothingToAppeal):
        members.appeal(gus, application_id=asked, words="Please.", now=coop.now)
    for name in ("ada", "ben"):
        say(name, "decline", "No.")
    with pytest.raises(TextLength):
        members.appeal(gus, application_id=asked, words=" ", now=coop.now)
    with pytest.raises(NoSuchApplication):
        members.appeal(coop.ids["ada"], application_id=asked, words="For him.", now=coop.now)
    members.appeal(gus, application_id=asked, words="Please.", now=coop.now)
    with pytest.raises(AlreadyApplied):
        apply_to_panel(gus, statement="Again.", now=coop.now)
    for name in ("caro", "dev"):
        say(name, "decline", "No.")
    with pytest.raises(NothingToAppeal):
        members.appeal(gus, application_id=asked, words="Please.", now=coop.now)
    with pytest.raises(ApplicationClosed):
        members.withdraw_application(gus, application_id=asked, now=coop.now)
    assert queries.applicants() == []
    again = members.apply(gus, statement="Now I know two of you.", now=coop.now)
    assert state(gus, again, coop) is ApplicationState.AWAITING_VOUCHES


def test_who_applied_anew_does_not_appeal_as_well(coop, gus, asked, say):
    for name in ("ada", "ben"):
        say(name, "decline", "No.")
    members.apply(gus, statement="Now I know two of you.", now=coop.now)
    with pytest.raises(AlreadyApplied):
        members.appeal(gus, application_id=asked, words="Please.", now=coop.now)


def test_only_the_panel_speaks_once_each_and_says_why_it_declines(coop, gus, asked, say):
    with pytest.raises(Refusal, match="mandate"):
        say("hana")
    with pytest.raises(ReasonNeeded):
        say("ada", "decline", "  ")
    with pytest.raises(TextLength):
        say("ada", "decline", "x" * 1001)
    say("ada")
    with pytest.raises(SpokeAlready):
        say("ada")
    say("ben")
    with pytest.raises(NotWithPanel):
        say("caro")


def test_members_do_not_vouch_for_what_is_with_the_panel(coop, asked):
    with pytest.raises(WithPanel):
        members.vouch(coop.ids["ada"], application_id=asked, now=coop.now)


def test_an_open_application_turns_to_the_panel_and_its_vouches_end(coop, gus):
    made = members.apply(gus, statement="Hello.", now=coop.now)
    members.vouch(coop.ids["ada"], application_id=made, now=coop.now)
    with pytest.raises(NoSuchApplication):
        turn_to_panel(coop.ids["ada"], application_id=made, now=coop.now)
    turn_to_panel(gus, application_id=made, now=coop.now)
    assert queries.vouches_missing(made) == 2
    with pytest.raises(WithPanel):
        turn_to_panel(gus, application_id=made, now=coop.now)


def test_without_enough_on_it_there_is_no_panel(coop):
    nobody = make_person("gus", now=coop.now)
    for needed in (0, 2):
        decided = [SetParameter("members.panel_needed", needed)]
        assert enact(decided, reference=f"test:{needed}", rule=UNANIMOUS, now=coop.now).done
        with pytest.raises(NoPanel):
            apply_to_panel(nobody, statement="Hello.", now=coop.now)
    made = members.apply(nobody, statement="Hello.", now=coop.now)
    with pytest.raises(NoPanel):
        turn_to_panel(nobody, application_id=made, now=coop.now)


def test_what_was_said_is_taken_along_and_erased(coop, gus, asked, say):
    for name in ("ada", "ben"):
        say(name, "decline", "No.")
    members.appeal(gus, application_id=asked, words="Please.", now=coop.now)
    [kept] = personal_data.export_of(gus)["applications"]
    assert (kept["to_panel"], kept["appeal"], len(kept["answers"])) == (True, "Please.", 1)
    assert personal_data.export_of(coop.ids["ada"])["words_on_the_panel"][0]["reason"] == "No."
    personal_data.erase(gus, coop.now)
    assert personal_data.export_of(gus)["applications"][0]["appeal"] == ""
    assert personal_data.export_of(coop.ids["ada"])["words_on_the_panel"][0]["reason"] == ""
