"""Posts bear the tags in their words, and are listed under them when everybody may read them."""

from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import personal_data, tagged
from commonhold.social.posts.actions import edit_post, publish_post, remove_post
from commonhold.social.posts.models import Audience, Tagging
from commonhold.social.posts.refusals import TooManyTags
from commonhold.social.posts.text import read, write
from commonhold.social.tags import queries as tags
from tests.cast import MORNING, befriend, make_group_of, make_list_of, minutes


def under(name: str, viewer: Viewer = ANYONE) -> list[int]:
    tag = tags.tag(viewer, name)
    return [] if tag.id is None else [each.id for each in tagged.by_tag(viewer, tag.id)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rolls #Bread, #bread and #seeds_2", {"bread", "seeds_2"}),
        ("`#code` and\n```\n#code\n```", set()),
        ("https://a.example/#part [see #this](https://a.example)", set()),
        ("a#b ##c &#38; /#d #1 # e", set()),
        ("(#in) *#strong* #last", {"in", "strong", "last"}),
        ("# not a heading", set()),
    ],
)
def test_tags_are_found_outside_of_code_and_links(text, names):
    assert read(text).tags == names


def test_a_tag_is_a_link_to_its_page_as_it_was_typed():
    html = write(read("#Straße <b>"), ())
    assert html.startswith('<p><a class="hashtag" href="/tags/strasse"')
    assert ">#Straße</a> &lt;b&gt;" in html


def test_a_post_is_listed_under_its_tags_until_they_are_edited_out_or_it_is_removed(ada):
    first = publish_post(ada, text="Rolls #bread", now=MORNING)
    second = publish_post(ada, text="More #Bread #cake", now=minutes(1))
    assert under("bread") == [second, first]
    tag_id = tags.tag(ANYONE, "bread").id or 0
    assert [each.id for each in tagged.by_tag(ANYONE, tag_id, Span(before=second))] == [first]
    assert [each.id for each in tagged.by_tag(ANYONE, tag_id, Span(limit=1))] == [second]
    edit_post(ada, post_id=second, text="Only #cake", now=minutes(2))
    assert (under("bread"), under("cake")) == ([first], [second])
    remove_post(ada, post_id=first, now=minutes(3))
    assert under("bread") == []
    assert Tagging.objects.filter(post_id=first).count() == 0


@pytest.mark.parametrize("audience", [each for each in Audience.values if each != "public"])
def test_what_is_not_for_everybody_is_not_listed_by_tag_even_to_those_who_may_read_it(ada, ben, audience):
    befriend(ada, ben)
    publish_post(
        ada,
        text="@ben #secret",
        audience=audience,
        list_id=make_list_of(ada, ben),
        group_id=make_group_of(ada, ben),
        now=MORNING,
    )
    for viewer in (ANYONE, Viewer(ada), Viewer(ben)):
        assert under("secret", viewer) == []
        assert tagged.used_since(viewer, MORNING) == []


def test_this_weeks_tags_are_counted_by_people_and_not_weighed(ada, ben):
    publish_post(ada, text="#old", now=MORNING)
    publish_post(ada, text="#bread #bread", now=minutes(10))
    publish_post(ada, text="#bread #cake", now=minutes(11))
    publish_post(ben, text="#cake", now=minutes(12))
    used = tagged.used_since(ANYONE, minutes(5))
    assert [(each.name, each.posts, each.people) for each in used] == [("cake", 2, 2), ("bread", 2, 1)]
    assert tagged.used_since(ANYONE, minutes(5), limit=1) == used[:1]
    assert tagged.use_of(ANYONE, ["old", "none"]).keys() == {"old"}


def test_a_post_bears_fifty_tags_at_most(ada):
    with pytest.raises(TooManyTags):
        publish_post(ada, text=" ".join(f"#tag{n}" for n in range(51)), now=MORNING)


def test_an_erased_persons_posts_are_under_no_tag(ada):
    post_id = publish_post(ada, text="#bread", now=MORNING)
    personal_data.erase(ada, minutes(1))
    assert under("bread") == []
    assert not Tagging.objects.filter(post_id=post_id).exists()
