"""Labelers put words on what is public; who subscribes sees them, as she chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from commonhold.ground.charter.actions import amend
from commonhold.ground.charter.deciding import UNANIMOUS, Rule
from commonhold.social.labels import actions, of_house, personal_data, queries, reading
from commonhold.social.labels.models import Label, Labeler, Subscription
from commonhold.social.labels.reading import Thing
from commonhold.social.labels.refusals import (
    EnoughLabels,
    LabelerIsThere,
    LabelHasEnded,
    LabelledAlready,
    LabelNotForSoLong,
    NoSuchAct,
    NoSuchLabel,
    NoSuchLabeler,
    NothingToLabel,
    NotYourLabeler,
    TitleLength,
    TooManyValues,
    UnknownValue,
    ValueNotAllowed,
    WordsLength,
)
from commonhold.social.labels.shape import Act, read_values
from commonhold.social.labels.tests.conftest import Story
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import Suspended
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_eve

DAY = timedelta(days=1)


def seen_by(story: Story, person_id: int | None, days: int = 0) -> list[tuple[str, str]]:
    """The labels that stand beside Caro's post for somebody: word, and what it does."""
    marks = reading.on_posts(
        reading.reads(Viewer(person_id)), [Thing(story.post, story.caro, "")], now=MORNING + DAY * days
    )
    return [(each.value, each.act.value) for each in marks.get(story.post, ())]


def test_who_subscribes_sees_a_label_and_nobody_else_does(story: Story) -> None:
    story.put()
    assert seen_by(story, story.ben) == seen_by(story, None) == []
    actions.subscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    actions.subscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    assert seen_by(story, story.ben) == [("spoiler", "badge")]
    assert seen_by(story, story.caro) == []
    actions.unsubscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    assert seen_by(story, story.ben) == []


@pytest.mark.parametrize("act", ["badge", "warn", "hide"])
def test_a_reader_chooses_for_each_word_what_it_does(story: Story, act: str) -> None:
    story.put()
    actions.choose(
        story.ben, labeler_id=story.labeler, choices={"spoiler": act, "ai-made": "nothing"}, now=MORNING
    )
    story.put(value="ai-made")
    assert seen_by(story, story.ben) == [("spoiler", act)]


def test_what_a_word_does_is_one_of_four_things_and_of_this_labeler(story: Story) -> None:
    for odd in ({"spoiler": "delete"}, {"unheard of": "hide"}):
        with pytest.raises(NoSuchAct):
            actions.choose(story.ben, labeler_id=story.labeler, choices=odd, now=MORNING)
    with pytest.raises(NoSuchLabeler):
        actions.subscribe(story.ben, labeler_id=1, now=MORNING)
    assert not Subscription.objects.exists()


def test_labels_of_an_author_and_of_her_server_stand_beside_what_she_writes(story: Story) -> None:
    eve = make_eve()
    actions.subscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    story.put(f"person:{eve}", "scam?")
    story.put("server:Elsewhere.Example", "ai-made")
    marks = reading.on_posts(
        reading.reads(Viewer(story.ben)), [Thing(5, eve, "elsewhere.example")], now=MORNING
    )
    assert [(each.value, each.what.value) for each in marks[5]] == [
        ("scam?", "person"),
        ("ai-made", "server"),
    ]
    on_page = reading.on_person(reading.reads(Viewer(story.ben)), eve, "elsewhere.example", now=MORNING)
    assert [each.reason for each in on_page] == [
        "scam? (Film club's warnings)",
        "ai-made (Film club's warnings)",
    ]
    on_server = reading.on_servers(reading.reads(Viewer(story.ben)), ["elsewhere.example"], now=MORNING)
    assert [each.value for each in on_server["elsewhere.example"]] == ["ai-made"]


def test_a_label_ends_by_itself_and_its_word_can_be_put_anew(story: Story) -> None:
    actions.subscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    first = story.put(days=10)
    assert seen_by(story, story.ben, days=9)
    assert not seen_by(story, story.ben, days=10)
    with pytest.raises(LabelledAlready):
        story.put()
    story.put(now=MORNING + DAY * 11)
    assert seen_by(story, story.ben, days=12)
    assert Label.objects.get(id=first).end == "time"


def test_a_withdrawn_label_stays_in_the_history_with_its_reason(story: Story) -> None:
    made = story.put()
    with pytest.raises(NotYourLabeler):
        actions.withdraw_label(story.ben, label_id=made, now=MORNING)
    with pytest.raises(WordsLength):
        actions.withdraw_label(story.ada, label_id=made, words="x" * 301, now=MORNING)
    actions.withdraw_label(story.ada, label_id=made, words="We mixed up two films", now=MORNING)
    (past,) = queries.labels_of(ANYONE, story.labeler, ended=True, now=MORNING)
    assert (past.end, past.end_words, past.holds) == ("withdrawn", "We mixed up two films", False)
    assert queries.labels_of(ANYONE, story.labeler, now=MORNING) == []
    with pytest.raises(LabelHasEnded):
        actions.withdraw_label(story.ada, label_id=made, now=MORNING)
    with pytest.raises(NoSuchLabel):
        actions.withdraw_label(story.ada, label_id=1, now=MORNING)


@pytest.mark.parametrize("audience", ["followers", "members", "mutuals"])
def test_what_not_everybody_reads_is_labelled_by_nobody(story: Story, audience: str) -> None:
    people.follow(story.ada, person_id=story.caro, now=MORNING)
    hidden = publish_post(story.caro, text="Among us", audience=audience, now=MORNING)
    with pytest.raises(NothingToLabel):
        story.put(f"post:{hidden}")


@pytest.mark.parametrize(
    "about", ["post:1", "post:x", "person:1", "server:", "server:coop.example", "thing:3", ""]
)
def test_nothing_is_labelled_that_is_not_there(story: Story, about: str) -> None:
    with pytest.raises(NothingToLabel):
        actions.put_label(story.ada, labeler_id=story.labeler, about=about, value="spoiler", now=MORNING)


def test_a_labeler_keeps_to_its_words_its_days_and_its_measure(story: Story) -> None:
    with pytest.raises(UnknownValue):
        story.put(value="stupid")
    for days in (0, 181):
        with pytest.raises(LabelNotForSoLong):
            story.put(days=days)
    voted("labels.a_day", 1)
    story.put()
    with pytest.raises(EnoughLabels):
        story.put(value="ai-made")
    story.put(value="ai-made", now=MORNING + DAY * 2)


@dataclass(frozen=True)
class Vote:
    """What changes the charter."""

    id: int = 1
    at: datetime = MORNING
    reference: str = "proposal:1"
    rule: Rule = UNANIMOUS
    mandate: str = ""


def voted(key: str, value: int | str) -> None:
    amend(key, value, because=Vote())


def test_nobody_speaks_for_a_labeler_but_its_person_or_moderators(story: Story) -> None:
    with pytest.raises(NotYourLabeler):
        actions.put_label(
            story.ben, labeler_id=story.labeler, about=f"post:{story.post}", value="spoiler", now=MORNING
        )
    with pytest.raises(NotYourLabeler):
        actions.open_labeler(story.ben, title="Mine", values=["x"], group_id=story.group, now=MORNING)
    with pytest.raises(LabelerIsThere):
        actions.open_labeler(story.ada, title="Again", values=["x"], group_id=story.group, now=MORNING)
    own = actions.open_labeler(story.ben, title="Ben's", values=["nice"], now=MORNING)
    with pytest.raises(NotYourLabeler):
        actions.close_labeler(story.ada, labeler_id=own, now=MORNING)
    people.grant_standing(person_id=story.ben, kind=Standing.Kind.SUSPENDED, now=MORNING)
    with pytest.raises(Suspended):
        actions.change_labeler(story.ben, labeler_id=own, title="B", words="", values=["nice"], now=MORNING)


def test_a_labeler_says_what_it_is_and_keeps_the_words_that_it_used(story: Story) -> None:
    story.put()
    actions.change_labeler(
        story.ada, labeler_id=story.labeler, title="Reels", words="What we saw", values=["sad"], now=MORNING
    )
    told = queries.labeler(ANYONE, story.labeler, now=MORNING)
    assert [each.value for each in told.values] == ["sad", "spoiler"]
    assert (told.title, told.whose, told.labels, told.is_mine) == ("Reels", "Film club", 1, False)
    with pytest.raises(TitleLength):
        actions.open_labeler(story.ben, title=" ", values=["x"], now=MORNING)


def test_words_for_labels_are_short_and_few() -> None:
    assert [each.words for each in read_values(["a: b", "", "A: c", "d"])] == ["b", ""]
    for odd in (["x" * 31], ["a:" + "y" * 201], [], ["", " "], ["a\u202eb"]):
        with pytest.raises(ValueNotAllowed):
            read_values(odd)
    with pytest.raises(TooManyValues):
        read_values([f"word{n}" for n in range(21)])


def test_a_labeler_that_closes_takes_its_labels_along(story: Story) -> None:
    actions.subscribe(story.ben, labeler_id=story.labeler, now=MORNING)
    story.put()
    actions.close_labeler(story.ada, labeler_id=story.labeler, now=MORNING)
    assert seen_by(story, story.ben) == []
    assert queries.labelers(ANYONE, now=MORNING) == []
    with pytest.raises(NoSuchLabeler):
        actions.subscribe(story.caro, labeler_id=story.labeler, now=MORNING)


def test_members_vote_whose_labels_everybody_sees_and_each_may_still_see_none(story: Story) -> None:
    story.put()
    voted("labels.shown_to_all", str(story.labeler))
    assert seen_by(story, None) == seen_by(story, story.ben) == [("spoiler", "badge")]
    actions.choose(story.ben, labeler_id=story.labeler, choices={"spoiler": "nothing"}, now=MORNING)
    assert seen_by(story, story.ben) == []
    assert queries.labelers(Viewer(story.ben), now=MORNING)[0].is_shown_to_all


def test_a_measures_label_is_one_of_the_co_ops_and_ends_with_it(story: Story) -> None:
    of_house.put(f"post:{story.post}", words="Not checked", reference="measure:3", now=MORNING)
    row = Label.objects.get()
    assert (row.labeler.kind, row.words, row.until) == (Labeler.Kind.CO_OP, "Not checked", None)
    actions.subscribe(story.ben, labeler_id=row.labeler_id, now=MORNING)
    assert seen_by(story, story.ben) == []  # the post itself bears the words, for everybody
    actions.choose(story.ben, labeler_id=row.labeler_id, choices={"measure": Act.HIDE}, now=MORNING)
    assert seen_by(story, story.ben) == [("measure", "hide")]
    with pytest.raises(NotYourLabeler):
        actions.withdraw_label(story.ada, label_id=row.id, now=MORNING)
    of_house.end("measure:3", now=MORNING)
    assert seen_by(story, story.ben) == []


def test_a_measure_on_what_few_read_is_published_nowhere(story: Story) -> None:
    hidden = publish_post(story.caro, text="Among us", audience="followers", now=MORNING)
    of_house.put(f"post:{hidden}", words="Not checked", reference="measure:3", now=MORNING)
    assert not Label.objects.exists()


def test_a_label_that_a_case_took_off_comes_back_when_that_falls(story: Story) -> None:
    made = story.put()
    assert of_house.overrule(made, now=MORNING)
    assert not of_house.overrule(made, now=MORNING)
    assert Label.objects.get().end == "overruled"
    of_house.restore(made, now=MORNING + DAY)
    assert Label.objects.get().ended_at is None
    of_house.overrule(made, now=MORNING)
    of_house.restore(made, now=MORNING + DAY * 31)
    assert Label.objects.get().ended_at is not None


def test_whoever_leaves_takes_her_labeler_and_what_is_said_of_her_along(story: Story) -> None:
    own = actions.open_labeler(story.caro, title="Caro's", values=["nice"], now=MORNING)
    actions.put_label(story.caro, labeler_id=own, about=f"person:{story.ben}", value="nice", now=MORNING)
    story.put()
    story.put(f"person:{story.caro}", "scam?")
    actions.subscribe(story.caro, labeler_id=story.labeler, now=MORNING)
    export = personal_data.export_of(story.caro)
    assert {key: len(rows) for key, rows in export.items()} == {
        "labelers": 1,
        "labels_put": 1,
        "labels_on_me": 2,
        "labelers_read": 1,
        "labels_disputed": 0,
    }
    personal_data.erase(story.caro, MORNING)
    assert not Label.objects.filter(ended_at=None).exists()
    assert set(Label.objects.values_list("words", flat=True)) == {""}
    assert not Subscription.objects.exists()
