"""A post shows the first page that it links to, once that page has answered."""

from __future__ import annotations

import pytest

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import personal_data, queries
from commonhold.social.posts.actions import edit_post, publish_post, remove_post
from commonhold.social.posts.models import Post
from commonhold.social.previews.actions import keep_preview
from commonhold.social.previews.models import Preview
from commonhold.social.previews.reading import Said
from tests.cast import MORNING, minutes

URL = "https://news.example/a"


def preview_of(post_id: int) -> Preview | None:
    return Post.objects.get(id=post_id).preview


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"see {URL}, and https://news.example/b", URL),
        (f"see [this]({URL})", URL),
        (f"http://127.0.0.1:9/ {URL}", URL),
        ("mailto:ada@example.org [x](mailto:ada@example.org)", None),
        (f"`{URL}` @ada #tag", None),
        ("no link", None),
    ],
)
def test_the_first_link_that_can_be_fetched_is_asked_for(ada, text, url):
    preview = preview_of(publish_post(ada, text=text, now=MORNING))
    assert (preview and preview.url) == url


def test_a_card_appears_when_the_page_has_answered_and_goes_with_the_link(ada):
    post_id = publish_post(ada, text=URL, now=MORNING)
    assert queries.post(ANYONE, post_id).preview is None
    preview = preview_of(post_id)
    assert preview is not None
    keep_preview(preview.id, said=Said("Rolls", "Warm", ""), now=minutes(1))
    card = queries.post(ANYONE, post_id).preview
    assert card is not None
    assert (card.title, card.site, card.url) == ("Rolls", "news.example", URL)
    edit_post(ada, post_id=post_id, text="nothing any more", now=minutes(2))
    assert queries.post(ANYONE, post_id).preview is None
    edit_post(ada, post_id=post_id, text=f"again {URL}", now=minutes(3))
    assert queries.post(ANYONE, post_id).preview == card
    remove_post(ada, post_id=post_id, now=minutes(4))
    assert queries.post(Viewer(ada), post_id).preview is None
    other = publish_post(ada, text=URL, now=minutes(5))
    personal_data.erase(ada, minutes(6))
    assert preview_of(other) is None


def test_a_link_between_few_people_is_never_fetched(ada, ben):
    post_id = publish_post(ada, text=f"@ben {URL}", audience="direct", now=MORNING)
    assert preview_of(post_id) is None
    assert not Preview.objects.exists()
