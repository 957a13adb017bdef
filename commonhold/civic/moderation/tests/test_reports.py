"""Reports: sent with a copy, read by whoever holds a mandate, answered to whoever sent them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from commonhold.civic.moderation import actions, copies, personal_data, queries
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    MandateNeeded,
    NoSuchReport,
    NothingToKeepAway,
    NothingToReport,
    OwnMatter,
    ReasonMissing,
    ReportAnswered,
    ReportedAlready,
    ReportsOneself,
    ReportTooLong,
    RuleChanged,
    TooManyReports,
)
from commonhold.ground.jobs.actions import run_due
from commonhold.social.emoji.actions import add_emoji
from commonhold.social.events.actions import Plan, plan_event
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.media.actions import receive_medium
from commonhold.social.media.jobs import make_waiting
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import safety
from commonhold.social.people.actions import block, grant_standing, meet_remote_person
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import edit_post, publish_post, remove_post
from tests.cast import MORNING, minutes


@pytest.fixture
def caro(caro: int) -> int:
    """Caro holds a mandate."""
    grant_standing(person_id=caro, kind=Standing.Kind.STEWARD, now=MORNING)
    return caro


@pytest.fixture
def insult(ben: int) -> int:
    return publish_post(ben, text="You are **all** fools", warning="Fools", now=MORNING)


@pytest.fixture
def sent(ada: int, caro: int, insult: int) -> int:
    return actions.report(ada, about=f"post:{insult}", rule=queries.rules()[0], words="Ugly", now=minutes(1))


def kinds_told(person_id: int) -> list[str]:
    run_due(minutes(500))
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def test_a_report_keeps_a_copy_of_what_was_seen(
    ada: int, ben: int, caro: int, insult: int, sent: int
) -> None:
    edit_post(ben, post_id=insult, text="You are all friends", now=minutes(2))
    remove_post(ben, post_id=insult, now=minutes(3))
    (seen,) = queries.waiting(Viewer(caro))[0]
    assert (seen.copy.text, seen.copy.warning, seen.copy.by) == ("You are all fools", "Fools", "ben")
    assert (seen.words, seen.rule, seen.reporter.id, seen.person.id) == ("Ugly", queries.rules()[0], ada, ben)


def test_whoever_holds_a_mandate_is_told_and_the_reported_person_is_not(
    ada: int, ben: int, caro: int, sent: int
) -> None:
    assert kinds_told(caro) == ["moderation.reported"]
    assert kinds_told(ben) == kinds_told(ada) == []


def test_a_notice_names_nobody_and_says_nothing_of_the_matter(ada: int, caro: int, sent: int) -> None:
    actions.answer_report(caro, report_id=sent, is_kept=False, answer="A joke.", now=minutes(5))
    for person_id in (ada, caro):
        (told,) = notifications.for_person(Viewer(person_id))
        assert (told.actor, told.post, told.words) == (None, None, "")
        assert told.subject == f"report:{sent}"


def test_a_report_is_kept_or_dismissed_and_its_sender_reads_the_answer(
    ada: int, caro: int, insult: int, sent: int
) -> None:
    actions.answer_report(
        caro, report_id=sent, is_kept=False, answer="It is a joke among them.", now=minutes(5)
    )
    (seen,) = queries.reports_of(Viewer(ada))
    assert (seen.outcome, seen.answer, seen.reporter) == ("dismissed", "It is a joke among them.", None)
    assert kinds_told(ada) == ["moderation.report-answered"]
    again = actions.report(ada, about=f"post:{insult}", rule=queries.rules()[1], now=minutes(6))
    actions.answer_report(caro, report_id=again, is_kept=True, now=minutes(7))
    assert [each.outcome for each in queries.answered(Viewer(caro))[0]] == ["kept", "dismissed"]
    assert queries.waiting(Viewer(caro))[0] == []


def test_who_reported_stays_unknown_to_the_reported_person_though_she_hold_a_mandate(
    ada: int, ben: int, caro: int, sent: int
) -> None:
    grant_standing(person_id=ben, kind=Standing.Kind.STEWARD, now=MORNING)
    assert queries.waiting(Viewer(ben))[0] == []
    with pytest.raises(NoSuchReport):
        actions.answer_report(ben, report_id=sent, is_kept=True, now=minutes(2))
    actions.answer_report(caro, report_id=sent, is_kept=True, now=minutes(3))
    assert queries.answered(Viewer(ben))[0] == []
    assert not any(personal_data.export_of(ben).values())


def test_only_a_mandate_opens_the_queue(ada: int, ben: int, sent: int) -> None:
    for stranger in (Viewer(ada), Viewer(ben), ANYONE):
        assert not queries.may_answer(stranger)
        for look in (queries.waiting, queries.answered):
            with pytest.raises(MandateNeeded):
                look(stranger)
    with pytest.raises(MandateNeeded):
        actions.answer_report(ada, report_id=sent, is_kept=True, now=minutes(2))
    assert queries.reports_of(Viewer(ben)) == queries.reports_of(ANYONE) == []


def test_people_groups_events_emoji_messages_and_pictures_are_reported_too(
    ada: int, ben: int, caro: int
) -> None:
    group = found_group(ben, handle="fools", title="Fools", summary="For fools", rules="None", now=MORNING)
    plan = Plan("Feast", minutes(9000), "UTC", text="Of fools")
    event = plan_event(ben, plan=plan, now=MORNING)
    message = publish_post(ben, text="@ada Fool!", audience="direct", now=MORNING)
    drawn = picture(caro, "emoji")
    add_emoji(caro, shortcode="fool", medium_id=drawn, now=MORNING)
    shown = picture(ben)
    publish_post(ben, text="Look", media=[shown], now=MORNING)
    expected = {
        f"person:{ben}": ("person", ben, ""),
        f"group:{group}": ("group", None, "For fools\n\nNone"),
        f"event:{event}": ("event", ben, "Of fools"),
        f"post:{message}": ("message", ben, "@ada Fool!"),
        "emoji:fool": ("emoji", None, ""),
        f"picture:{shown}": ("picture", ben, ""),
    }
    for about, (kind, person, text) in expected.items():
        actions.report(ada, about=about, words="Hm", now=minutes(1))
        seen = queries.reports_of(Viewer(ada))[0]
        assert (seen.kind, seen.person and seen.person.id, seen.copy.text) == (kind, person, text)


def picture(by: int, purpose: str = "post") -> int:
    file = BytesIO()
    Image.new("RGB", (30, 20), "green").save(file, "PNG")
    file.seek(0)
    medium_id = receive_medium(by, file=file, filename="f.png", purpose=purpose, now=MORNING)
    make_waiting(MORNING)
    return medium_id


def test_what_one_may_not_see_or_what_is_not_there_cannot_be_reported(
    ada: int, ben: int, dev: int, insult: int
) -> None:
    hidden = publish_post(ben, text="Among us", audience="members", now=MORNING)
    gone = publish_post(ben, text="Gone", now=MORNING)
    remove_post(ben, post_id=gone, now=MORNING)
    strange = (
        "post:17",
        "post:",
        "post:x",
        "cat:1",
        "",
        f"person:{1 << 70}",
        "emoji:none",
        "picture:1",
        "group:1",
    )
    for about in (f"post:{hidden}", f"post:{gone}", *strange, "event:1"):
        with pytest.raises(NothingToReport):
            actions.report(dev, about=about, words="Hm", now=minutes(1))
    block(ben, person_id=dev, now=minutes(1))
    for about in (f"post:{insult}", f"person:{ben}"):
        with pytest.raises(NothingToReport):
            copies.subject(Viewer(dev), about, now=minutes(2))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"rule": "", "words": " "}, ReasonMissing),
        ({"rule": "A rule of yesterday"}, RuleChanged),
        ({"words": "x" * 2001}, ReportTooLong),
        ({"keep_away": "shout"}, NothingToKeepAway),
    ],
)
def test_what_is_no_report_is_refused(ada: int, insult: int, changed: Any, refusal: Any) -> None:
    said = {"about": f"post:{insult}", "rule": queries.rules()[0], "words": "Ugly"} | changed
    with pytest.raises(refusal):
        actions.report(ada, **said, now=minutes(1))
    assert queries.reports_of(Viewer(ada)) == []


def test_one_reports_neither_oneself_nor_the_same_thing_twice(
    ada: int, ben: int, insult: int, sent: int
) -> None:
    with pytest.raises(ReportedAlready):
        actions.report(ada, about=f"post:{insult}", words="Again", now=minutes(2))
    for about in (f"post:{insult}", f"person:{ben}"):
        with pytest.raises(ReportsOneself):
            actions.report(ben, about=about, words="Me", now=minutes(2))
    actions.report(ada, about=f"person:{ben}", words="And himself", now=minutes(2))


def test_the_charter_says_how_much_one_person_reports_in_a_day(ada: int, ben: int) -> None:
    made = [publish_post(ben, text=f"post {number}", now=MORNING) for number in range(21)]
    for post_id in made[:20]:
        actions.report(ada, about=f"post:{post_id}", words="Hm", now=minutes(1))
    with pytest.raises(TooManyReports):
        actions.report(ada, about=f"post:{made[20]}", words="Hm", now=minutes(24 * 60))
    actions.report(ada, about=f"post:{made[20]}", words="Hm", now=minutes(24 * 60 + 1))


def test_another_server_passes_on_more_in_a_day_and_its_people_share_that(ada: int, ben: int) -> None:
    others = [
        meet_remote_person(handle=f"p{number}", domain="large.example", display_name="P", now=MORNING)
        for number in range(10)
    ]
    mallory = meet_remote_person(handle="m", domain="small.example", display_name="M", now=MORNING)
    made = [publish_post(ben, text=f"post {number}", now=MORNING) for number in range(21)]
    for person in others:
        for post_id in made[:20]:
            actions.report(person, about=f"post:{post_id}", words="Hm", now=minutes(1))
    with pytest.raises(TooManyReports):
        actions.report(others[0], about=f"post:{made[20]}", words="Hm", now=minutes(2))
    actions.report(mallory, about=f"post:{made[20]}", words="Hm", now=minutes(2))
    actions.report(ada, about=f"post:{made[20]}", words="Hm", now=minutes(2))
    actions.report(others[0], about=f"post:{made[20]}", words="Hm", now=minutes(24 * 60 + 1))


@pytest.mark.parametrize("keep_away", ["mute", "block"])
def test_whoever_reports_may_keep_the_person_away_at_once(
    ada: int, ben: int, insult: int, keep_away: str
) -> None:
    actions.report(ada, about=f"post:{insult}", words="Ugly", keep_away=keep_away, now=minutes(1))
    distance = safety.distance(Viewer(ada), ben)
    assert (distance.is_muted, distance.is_blocked) == (keep_away == "mute", keep_away == "block")
    assert queries.reports_of(Viewer(ada))[0].copy.text == "You are all fools"


def test_nobody_is_behind_a_group_to_be_blocked(ada: int, ben: int) -> None:
    group = found_group(ben, handle="fools", title="Fools", now=MORNING)
    with pytest.raises(NothingToKeepAway):
        actions.report(ada, about=f"group:{group}", words="Hm", keep_away="block", now=minutes(1))


def test_an_answer_needs_another_person_a_reason_and_a_report_that_waits(
    ada: int, caro: int, insult: int, sent: int
) -> None:
    own = actions.report(caro, about=f"post:{insult}", words="Hm", now=minutes(1))
    with pytest.raises(OwnMatter):
        actions.answer_report(caro, report_id=own, is_kept=True, now=minutes(2))
    with pytest.raises(AnswerMissing):
        actions.answer_report(caro, report_id=sent, is_kept=False, answer="  ", now=minutes(2))
    with pytest.raises(ReportTooLong):
        actions.answer_report(caro, report_id=sent, is_kept=True, answer="x" * 2001, now=minutes(2))
    with pytest.raises(NoSuchReport):
        actions.answer_report(caro, report_id=1, is_kept=True, now=minutes(2))
    actions.answer_report(caro, report_id=sent, is_kept=True, now=minutes(3))
    with pytest.raises(ReportAnswered):
        actions.answer_report(caro, report_id=sent, is_kept=False, answer="No", now=minutes(4))


def test_reports_are_exported_and_erased_but_a_case_keeps_its_copy(
    ada: int, ben: int, caro: int, insult: int, sent: int
) -> None:
    assert personal_data.export_of(ada)["reports"][0]["words"] == "Ugly"
    personal_data.erase(ada, minutes(5))
    assert personal_data.export_of(ada)["reports"][0]["words"] == ""
    second = actions.report(ada, about=f"person:{ben}", words="Hm", now=minutes(6))
    actions.answer_report(caro, report_id=sent, is_kept=True, now=minutes(7))
    personal_data.erase(ben, minutes(8))
    kept = {each.id: each.copy.title for each in queries.reports_of(Viewer(ada))}
    assert kept == {sent: "Ben", second: ""}


def test_posts_of_one_person_are_reported_together_or_not_at_all(ada: int, ben: int, caro: int) -> None:
    insults = [publish_post(ben, text=f"Fools {n}", now=minutes(n)) for n in range(2)]
    mine = publish_post(ada, text="Mine", now=MORNING)
    rule = queries.rules()[0]
    with pytest.raises(NothingToReport):
        actions.report_person(ada, person_id=ben, post_ids=[insults[0], mine], rule=rule, now=minutes(3))
    with pytest.raises(NothingToReport):
        actions.report_person(ada, person_id=7, rule=rule, now=minutes(3))
    with pytest.raises(ReasonMissing):
        actions.report_person(ada, person_id=ben, now=minutes(3))
    assert queries.waiting(Viewer(caro))[0] == []
    made = actions.report_person(ada, person_id=ben, post_ids=insults, rule=rule, now=minutes(3))
    made += actions.report_person(ada, person_id=ben, words="All day long", now=minutes(3))
    assert [each.id for each in queries.waiting(Viewer(caro))[0]] == made
    with pytest.raises(ReportedAlready):
        actions.report_person(ada, person_id=ben, post_ids=[insults[0]], rule=rule, now=minutes(4))


def test_both_lists_of_reports_are_read_to_the_end_and_none_stands_there_twice(
    ada: int, ben: int, caro: int
) -> None:
    words = [publish_post(ben, text=f"Fools {n}", now=minutes(n)) for n in range(5)]
    made = [actions.report(ada, about=f"post:{each}", words="Ugly", now=minutes(9)) for each in words]
    viewer = Viewer(caro)
    first, last = queries.waiting(viewer, limit=2)
    assert ([each.id for each in first], last) == (made[:2], made[1])
    actions.answer_report(caro, report_id=made[1], is_kept=True, now=minutes(12))
    second, last = queries.waiting(viewer, after=last, limit=3)
    assert ([each.id for each in second], last) == (made[2:], None)
    for each in made[2:]:
        actions.answer_report(caro, report_id=each, is_kept=True, now=minutes(11))  # all at the same time
    order, last = [made[1], *made[:1:-1]], None
    for part in (order[:2], order[2:]):
        found, last = queries.answered(viewer, before=last, limit=2)
        assert [each.id for each in found] == part
    assert last is None
