from __future__ import annotations

import pytest

from commonhold.social.emoji import queries
from commonhold.social.emoji.actions import add_emoji, retire_emoji
from commonhold.social.emoji.shortcodes import IN_TEXT
from commonhold.social.media.tests.bringing import brought
from commonhold.social.media.tests.samples import picture
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.text import read, write
from tests.cast import MORNING, minutes


def test_a_post_shows_the_picture_with_its_word_and_keeps_it_when_the_emoji_is_retired(ada, ben):
    grant_standing(person_id=ada, kind=Standing.Kind.STEWARD, now=MORNING)
    brought_one = brought(ada, picture(), purpose="emoji").id
    add_emoji(ada, shortcode="bread", medium_id=brought_one, now=MORNING)
    url = queries.catalogue(ANYONE)[0].url
    post_id = publish_post(ben, text="Rolls :bread: :cake: `:bread:` 10:30:45", now=minutes(1))
    retire_emoji(ada, shortcode="bread", now=minutes(2))
    html = posts.post(Viewer(ben), post_id).html
    assert html.count("<img") == 1
    assert f'src="{url}"' in html
    assert 'alt=":bread:"' in html
    assert ":cake: <code>:bread:</code> 10:30:45" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":bread:", ["bread"]),
        ("a :bread: :cake_2:.", ["bread", "cake_2"]),
        ("10:30:45 a:b:c https://a.example :x: :BREAD: ::bread::", []),
        ("(:bread:)", ["bread"]),
    ],
)
def test_a_shortcode_stands_between_two_colons_and_not_in_a_word_or_a_time(text, words):
    assert IN_TEXT.findall(text) == words
    assert read(text).shortcodes == frozenset(words)


def test_no_picture_of_elsewhere_gets_through():
    html = write(
        read(":bread: ![x](https://a.example/x.png) <img src=/media/x>"),
        (),
        {"bread": "https://a.example/x.png"},
    )
    assert "<img" not in html or "a.example" not in html.split("<img")[1].split(">")[0]
    assert 'src="/media/x"' not in html
