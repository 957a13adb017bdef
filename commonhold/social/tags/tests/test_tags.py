from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.people import personal_data as people_data
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.tags import personal_data, queries
from commonhold.social.tags.actions import (
    feature_tag,
    follow_tag,
    forget_unused,
    note_tags,
    unfeature_tag,
    unfollow_tag,
)
from commonhold.social.tags.names import folded, found_at
from commonhold.social.tags.refusals import NoSuchTag, TooManyFeatured
from tests.cast import MORNING, minutes


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("#Bread", "Bread", "bread"),
        ("#seed_library2, and", "seed_library2", "seed_library2"),
        ("#Straße!", "Straße", "strasse"),
        ("#ÉTÉ", "ÉTÉ", "été"),
        ("#e\u0301te\u0301", "e\u0301te\u0301", "été"),
        ("#日本語です。", "日本語です", "日本語です"),
        ("#हिन्दी में", "हिन्दी", "हिन्दी"),
        ("#می‌خواهم", "می‌خواهم", "میخواهم"),
        ("#2026plan", "2026plan", "2026plan"),
        ("#a\u200d b", "a", "a"),
    ],
)
def test_a_tag_is_letters_of_any_language_and_its_name_is_one_however_it_is_written(text, typed, name):
    found = found_at(text, 0)
    assert found is not None
    assert (found.typed, found.name, found.end) == (typed, name, 1 + len(typed))


@pytest.mark.parametrize("text", ["#", "# no", "#1", "#2026", "#__", "#-", "#\u0301a", "#" + "x" * 81])
def test_a_number_alone_a_mark_alone_or_a_word_too_long_is_no_tag(text):
    assert found_at(text, 0) is None


def test_a_tag_exists_once_whoever_notes_it(db):
    first = note_tags(["bread", "seeds"], now=MORNING)
    assert note_tags(["bread"], now=minutes(1)) == first[:1]
    assert note_tags([], now=minutes(2)) == []
    assert queries.names_of(first) == dict(zip(first, ["bread", "seeds"], strict=True))


def test_a_tag_can_be_followed_before_anybody_used_it_and_left_again(ada):
    assert queries.tag(Viewer(ada), "#Bread").id is None
    follow_tag(ada, name="#Bread", now=MORNING)
    follow_tag(ada, name="bread", now=minutes(1))
    assert queries.followed(Viewer(ada)) == ["bread"]
    assert len(queries.followed_ids(Viewer(ada))) == 1
    assert queries.tag(Viewer(ada), "BREAD").is_followed
    assert not queries.tag(ANYONE, "bread").is_followed
    unfollow_tag(ada, name="Bread", now=minutes(2))
    unfollow_tag(ada, name="Bread", now=minutes(2))
    assert queries.followed(Viewer(ada)) == []


@pytest.mark.parametrize("name", ["", "#", "12", "a b", "a/b", "x" * 81])
def test_what_is_no_tag_is_refused(ada, name):
    for act in (follow_tag, feature_tag):
        with pytest.raises(NoSuchTag):
            act(ada, name=name, now=MORNING)
    with pytest.raises(NoSuchTag):
        queries.tag(ANYONE, name)


def test_a_profile_shows_eight_tags_at_most(ada):
    for number in range(8):
        feature_tag(ada, name=f"tag{number}", now=MORNING)
    feature_tag(ada, name="tag3", now=MORNING)
    with pytest.raises(TooManyFeatured):
        feature_tag(ada, name="bread", now=MORNING)
    unfeature_tag(ada, name="tag3", now=minutes(1))
    feature_tag(ada, name="bread", now=minutes(2))
    assert queries.featured(ANYONE, ada)[0] == "bread"
    assert queries.tag(Viewer(ada), "bread").is_featured


def test_a_tag_is_found_by_its_beginning_first(db):
    note_tags(["bread", "gingerbread", "breakfast"], now=MORNING)
    found, later = queries.search(ANYONE, "#Bre", limit=2)
    assert [name for _id, name in found] == ["bread", "breakfast"]
    assert [name for _id, name in queries.search(ANYONE, "#Bre", after=later)[0]] == ["gingerbread"]
    assert queries.search(ANYONE, " ") == ([], None)
    assert folded("##") == "#"


def test_who_left_changes_nothing_any_more_and_leaves_no_trace(ada):
    follow_tag(ada, name="bread", now=MORNING)
    feature_tag(ada, name="seeds", now=MORNING)
    assert personal_data.export_of(ada) == {"tags_followed": ["bread"], "tags_featured": ["seeds"]}
    personal_data.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"tags_followed": [], "tags_featured": []}
    people_data.erase(ada, minutes(1))
    for act in (follow_tag, unfollow_tag, feature_tag, unfeature_tag):
        with pytest.raises(AccountClosed):
            act(ada, name="bread", now=minutes(2))


def test_tags_are_looked_up_together_and_followed_ones_paged(ada):
    for n, name in enumerate(["bread", "cake", "tea"]):
        follow_tag(ada, name=name, now=minutes(n))
    feature_tag(ada, name="cake", now=MORNING)
    known = queries.called(Viewer(ada), ["bread", "cake", "unused"])
    assert [(each.is_followed, each.is_featured) for each in known.values()] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    assert known["unused"].id is None
    assert not queries.called(ANYONE, ["cake"])["cake"].is_followed
    first = queries.followed_within(Viewer(ada), Span(limit=2))
    assert [name for _place, name in first] == ["tea", "cake"]
    (last,) = queries.followed_within(Viewer(ada), Span(before=first[-1][0]))
    assert last[1] == "bread"
    assert queries.followed_within(ANYONE, Span()) == []
    assert queries.ids_of(["#Bread", "unused"]) == [known["bread"].id]


def test_tags_on_a_profile_have_ids_of_their_own(ada: int) -> None:
    feature_tag(ada, name="#Seeds", now=MORNING)
    (shown,) = queries.features(Viewer(ada), ada)
    assert shown.name == "seeds"
    assert list(queries.ids_by_name(["seeds", "bread"])) == ["seeds"]
    assert queries.ids_by_name(["seeds"])["seeds"] != shown.id


def test_a_tag_that_nobody_follows_any_more_can_be_forgotten(ada: int) -> None:
    (bread,), (beans,) = note_tags(["bread"], now=MORNING), note_tags(["beans"], now=MORNING)
    follow_tag(ada, name="bread", now=MORNING)
    forget_unused([bread, beans])
    assert note_tags(["bread"], now=minutes(1)) == [bread]
    assert beans not in note_tags(["beans"], now=minutes(1))
