from __future__ import annotations

import pytest

from commonhold.social.emoji import personal_data, queries
from commonhold.social.emoji.actions import add_emoji, bring_emoji, retire_emoji
from commonhold.social.emoji.refusals import (
    NoSuchEmoji,
    ShortcodeNotAllowed,
    ShortcodeTaken,
    StewardsOnly,
    TooManyEmoji,
)
from commonhold.social.media import personal_data as media_data
from commonhold.social.media.refusals import NoSuchMedium
from commonhold.social.media.tests.bringing import bring, brought
from commonhold.social.media.tests.samples import picture as drawing
from commonhold.social.people.actions import end_standing, grant_standing, open_coop_account
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE
from tests.cast import MORNING, minutes


@pytest.fixture
def steward(ada: int) -> int:
    grant_standing(person_id=ada, kind=Standing.Kind.STEWARD, now=MORNING)
    return ada


def picture(by: int) -> int:
    return brought(by, drawing(), purpose="emoji").id


def test_a_steward_adds_an_emoji_and_everybody_is_offered_it(steward):
    add_emoji(steward, shortcode=" :Bread: ", medium_id=picture(steward), now=MORNING)
    waiting = bring(steward, drawing(), purpose="emoji")
    add_emoji(steward, shortcode="apple", medium_id=waiting, now=MORNING)
    apple, bread = queries.catalogue(ANYONE)
    assert (apple.shortcode, apple.url) == ("apple", "")
    assert bread.shortcode == "bread"
    assert bread.url.startswith("/media/")
    assert queries.pictures(["bread", "apple", "cake"]) == {"bread": bread.url}
    assert queries.pictures([]) == {}
    assert personal_data.export_of(steward) == {"emoji_added": ["bread", "apple"]}


def test_only_who_holds_a_mandate_keeps_them(steward, ben):
    add_emoji(steward, shortcode="bread", medium_id=picture(steward), now=MORNING)
    with pytest.raises(StewardsOnly):
        add_emoji(ben, shortcode="cake", medium_id=picture(ben), now=MORNING)
    end_standing(person_id=steward, kind=Standing.Kind.STEWARD, now=minutes(1))
    with pytest.raises(StewardsOnly):
        retire_emoji(steward, shortcode="bread", now=minutes(2))


@pytest.mark.parametrize("shortcode", ["", "a", "12", "a-b", "café", "x" * 31, "a b"])
def test_a_name_is_letters_digits_and_underscores(steward, shortcode):
    with pytest.raises(ShortcodeNotAllowed):
        add_emoji(steward, shortcode=shortcode, medium_id=picture(steward), now=MORNING)


def test_a_name_is_taken_until_its_emoji_is_retired(steward):
    add_emoji(steward, shortcode="bread", medium_id=picture(steward), now=MORNING)
    another = picture(steward)
    with pytest.raises(ShortcodeTaken):
        add_emoji(steward, shortcode="bread", medium_id=another, now=minutes(1))
    retire_emoji(steward, shortcode="bread", now=minutes(2))
    with pytest.raises(NoSuchEmoji):
        retire_emoji(steward, shortcode="bread", now=minutes(3))
    add_emoji(steward, shortcode="bread", medium_id=another, now=minutes(4))
    assert len(queries.catalogue(ANYONE)) == 1


def test_a_picture_is_ones_own_and_brought_for_this(steward, ben):
    with pytest.raises(NoSuchMedium):
        add_emoji(steward, shortcode="bread", medium_id=picture(ben), now=MORNING)
    with pytest.raises(NoSuchMedium):
        add_emoji(steward, shortcode="bread", medium_id=brought(steward, drawing()).id, now=MORNING)


def test_there_are_only_so_many(steward, monkeypatch):
    monkeypatch.setattr("commonhold.social.emoji.actions.MOST", 1)
    add_emoji(steward, shortcode="bread", medium_id=picture(steward), now=MORNING)
    with pytest.raises(TooManyEmoji):
        add_emoji(steward, shortcode="cake", medium_id=picture(steward), now=MORNING)


def test_the_co_op_keeps_its_emoji_when_who_brought_it_leaves(steward):
    add_emoji(steward, shortcode="bread", medium_id=picture(steward), now=MORNING)
    media_data.erase(steward, minutes(1))
    assert queries.catalogue(ANYONE)[0].url


def test_a_community_that_moves_in_brings_its_own_under_the_co_ops_account(steward):
    with pytest.raises(NoSuchEmoji):
        bring_emoji(shortcode="bean", medium_id=picture(steward), now=MORNING)
    coop = open_coop_account(wanted_handles=["yard"], name="Yard", summary="", followers=[], now=MORNING)
    bring_emoji(shortcode="bean", medium_id=picture(coop), now=MORNING)
    assert queries.catalogue(ANYONE)[0].shortcode == "bean"
    with pytest.raises(ShortcodeTaken):
        bring_emoji(shortcode="bean", medium_id=picture(coop), now=MORNING)
