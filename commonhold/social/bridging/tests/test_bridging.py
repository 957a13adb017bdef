from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground import ids
from commonhold.ground.refusal import NotFound
from commonhold.social.bridging import actions, learning, personal_data, queries
from commonhold.social.bridging.models import Axis, Question, Rating, Score, Stand
from commonhold.social.bridging.refusals import NoSuchQuestion, NotForRating, NotTakingPart
from commonhold.social.consents.models import Consent, ConsentText
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.people.models import Person
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts.actions import favourite_post, publish_post, thank_author
from rulebook.rank.bridging import BRIDGES_FROM
from tests.cast import MORNING, make_person, minutes

NEEDED = 1_000
LATER = MORNING + timedelta(hours=25)


def crowd(count: int) -> list[int]:
    """People who take part, laid down row by row."""
    rows = [
        Person(id=ids.new_id(MORNING), handle=f"p{each}", display_name=f"P {each}", created_at=MORNING)
        for each in range(count)
    ]
    Person.objects.bulk_create(rows)
    text = ConsentText.objects.get_or_create(
        digest="0" * 64,
        defaults={"purpose": BRIDGING, "version": 1, "language": "en", "text": "", "since": MORNING},
    )[0]
    Consent.objects.bulk_create(
        Consent(id=ids.new_id(MORNING), person=each, purpose=BRIDGING, is_given=True, text=text, at=MORNING)
        for each in rows
    )
    return [each.id for each in rows]


def rated(people: list[int], posts: list[int], *, now=MORNING) -> None:
    """Half of the people like the even posts and not the odd ones; the other half the other way round."""
    Rating.objects.bulk_create(
        [
            Rating(
                id=ids.new_id(now),
                person_id=person,
                post_id=post,
                is_worthwhile=(number + place) % 2 == 0,
                at=now,
            )
            for number, person in enumerate(people)
            for place, post in enumerate(posts)
        ]
    )


@pytest.fixture
def town(ada: int) -> list[int]:
    """A thousand raters of two camps, of whom an axis was learnt."""
    people = crowd(NEEDED)
    rated(people[:200], [publish_post(ada, text=f"{each}", now=MORNING) for each in range(20)])
    learning.learn(minutes(10))
    return people


def test_two_camps_are_found_and_nobody_else_has_a_side(town):
    assert Axis.objects.get().people == 200
    sides = dict(Stand.objects.values_list("person_id", "side"))
    assert {sides[each] for each in town[0:200:2]} == {-1}
    assert {sides[each] for each in town[1:200:2]} == {1}
    assert queries.status().sides == (100, 100)


def test_a_post_is_scored_by_the_axis_that_was_there_before_it(ada, town):
    both = publish_post(ada, text="for both", now=minutes(20))
    partisan = publish_post(ada, text="for one camp", now=minutes(21))
    for number, person in enumerate(town[:100]):
        actions.rate(person, post_id=both, is_worthwhile=True, now=minutes(30))
        actions.rate(person, post_id=partisan, is_worthwhile=number % 2 == 0, now=minutes(30))
    learning.learn(LATER)
    scores = queries.scores_of([both, partisan])
    assert 200 < scores[both] < BRIDGES_FROM
    assert scores[partisan] == 0
    assert not Score.objects.filter(post__published_at__lt=minutes(10)).exists()


def test_liking_and_thanking_are_ratings_of_those_who_take_part_alone(ada, ben, town):
    post = publish_post(ada, text="liked", now=minutes(20))
    favourite_post(town[0], post_id=post, now=minutes(21))
    thank_author(town[1], post_id=post, now=minutes(21))
    favourite_post(ben, post_id=post, now=minutes(21))
    said = {each.person for each in learning._all_said() if each.post == post}
    assert said == {town[0], town[1]}


def test_raters_are_asked_by_lot_about_what_is_new_and_liked(ada, town):
    post = publish_post(ada, text="liked", now=minutes(20))
    for person in town[:5]:
        favourite_post(person, post_id=post, now=minutes(21))
    learning.learn(LATER)
    asked = list(Question.objects.filter(post_id=post).values_list("person_id", flat=True))
    sides = dict(Stand.objects.values_list("person_id", "side"))
    assert [sides[each] for each in asked].count(-1) == [sides[each] for each in asked].count(1) == 14
    someone = asked[0]
    assert [each.id for each in queries.questions(Viewer(someone))] == [post]
    actions.answer(someone, post_id=post, is_worthwhile=True, now=LATER)
    assert Rating.objects.get(post_id=post, person_id=someone).was_asked
    assert queries.questions(Viewer(someone)) == []
    with pytest.raises(NoSuchQuestion):
        actions.answer(someone, post_id=post, is_worthwhile=True, now=LATER)
    actions.answer(asked[1], post_id=post, is_worthwhile=None, now=LATER)
    assert not Rating.objects.filter(post_id=post, person_id=asked[1]).exists()


def test_below_a_thousand_nothing_is_learnt_and_what_was_learnt_goes(ada, town):
    post = publish_post(ada, text="scored", now=minutes(20))
    for person in town[:20]:
        actions.rate(person, post_id=post, is_worthwhile=True, now=minutes(30))
    learning.learn(LATER)
    assert queries.scores_of([post])
    actions.take_no_part(town[-1], now=minutes(1))
    assert queries.scores_of([post]) == {}
    assert queries.status().why_not == "few-people"
    learning.learn(LATER + timedelta(hours=25))
    assert not Axis.objects.exists()
    assert not Score.objects.exists()
    assert not Stand.objects.exists()


def test_it_is_learnt_once_a_night(town):
    learning.learn(minutes(60))
    assert Axis.objects.count() == 1
    learning.learn(LATER)
    assert Axis.objects.count() == 2


def test_an_axis_that_was_not_written_to_its_end_counts_nowhere_and_is_learnt_anew(ada, town):
    broken = Axis.objects.get()
    Axis.objects.update(people=None)
    assert queries.status().why_not == "no-axis-yet"
    post = publish_post(ada, text="after it", now=minutes(20))
    learning.learn(minutes(30))
    assert [each.people for each in Axis.objects.all()] == [200]
    assert not Stand.objects.filter(axis_id=broken.id).exists()
    assert queries.scores_of([post]) == {}


def test_a_night_that_is_written_piece_by_piece_comes_to_the_same(ada, town, monkeypatch):
    posts = [publish_post(ada, text=f"{each}", now=minutes(20)) for each in range(5)]
    rated(town[:200], posts, now=minutes(30))
    learning.learn(LATER)
    whole = queries.status().sides, queries.scores_of(posts), Question.objects.count()
    monkeypatch.setattr(learning, "_PIECE", 3)
    learning.learn(LATER + timedelta(hours=25))
    assert (queries.status().sides, queries.scores_of(posts), Question.objects.count()) == whole
    assert set(queries.scores_of(posts)) == set(posts)


@pytest.mark.usefixtures("coop")
def test_a_small_co_op_is_told_why_bridging_does_not_count(ada):
    actions.take_part(ada, now=MORNING)
    learning.learn(minutes(1))
    told = queries.status()
    assert (told.why_not, told.needed, told.people, told.sides) == ("few-people", NEEDED, None, None)


def test_who_takes_no_part_any_more_leaves_nothing_behind(ada, town):
    person = town[0]
    assert personal_data.export_of(person)["ratings"]
    assert "side" not in str(personal_data.export_of(person))
    actions.take_no_part(person, now=minutes(1))
    assert personal_data.export_of(person) == {"takes_part_since": None, "ratings": [], "asked_about": []}
    assert not Stand.objects.filter(person_id=person).exists()
    personal_data.erase(town[1], minutes(1))
    assert personal_data.export_of(town[1])["ratings"] == []


def test_only_who_takes_part_rates_and_only_what_others_wrote_for_everybody(ada, ben):
    post = publish_post(ada, text="public", now=MORNING)
    private = publish_post(ben, text="unlisted", audience="unlisted", now=MORNING)
    closed = publish_post(ben, text="for followers", audience="followers", now=MORNING)
    with pytest.raises(NotTakingPart):
        actions.rate(ben, post_id=post, is_worthwhile=True, now=MORNING)
    with pytest.raises(NotTakingPart):
        actions.answer(ben, post_id=post, is_worthwhile=True, now=MORNING)
    actions.take_part(ada, now=MORNING)
    for each in (post, private):
        with pytest.raises(NotForRating):
            actions.rate(ada, post_id=each, is_worthwhile=True, now=MORNING)
    with pytest.raises(NotFound):
        actions.rate(ada, post_id=closed, is_worthwhile=True, now=MORNING)
    with pytest.raises(NoSuchQuestion):
        actions.answer(ada, post_id=private, is_worthwhile=True, now=MORNING)


def test_a_later_word_takes_the_place_of_an_earlier_one(ada, ben):
    post = publish_post(ada, text="public", now=MORNING)
    actions.take_part(ben, now=MORNING)
    actions.rate(ben, post_id=post, is_worthwhile=True, now=MORNING)
    actions.rate(ben, post_id=post, is_worthwhile=False, now=minutes(1))
    assert not Rating.objects.get().is_worthwhile


@pytest.mark.django_db
def test_an_account_that_is_not_here_takes_no_part():
    with pytest.raises(AccountClosed):
        actions.take_part(404, now=MORNING)


def test_numbers_below_five_are_not_shown(ada):
    for each in range(4):
        actions.take_part(make_person(f"r{each}"), now=MORNING)
    assert queries.status().people is None
    actions.take_part(make_person("fifth"), now=MORNING)
    assert queries.status().people == 5
